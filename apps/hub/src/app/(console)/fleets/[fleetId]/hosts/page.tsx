import { listHosts } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { HostTable } from "../../../../../fleet/host-table.tsx";
import { ask } from "../../../../../trpc/ask.ts";
import { LinkButton } from "../../../../../ui/link-button.tsx";
import { Page } from "../../../../../ui/page.tsx";
import { Row } from "../../../../../ui/row.tsx";

export const metadata: Metadata = { title: "Hosts" };

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

export default async function HostsPage({ params }: Props) {
  const { fleetId } = await params;
  const hosts = await ask(listHosts, { fleetId });
  return (
    <Page width="wide" top="near" className="grid gap-6 *:min-w-0">
      <Row spread>
        <h2>Hosts</h2>
        <LinkButton href={`/fleets/${fleetId}/install`}>Add a host</LinkButton>
      </Row>
      <HostTable fleetId={fleetId} initial={hosts} />
    </Page>
  );
}
