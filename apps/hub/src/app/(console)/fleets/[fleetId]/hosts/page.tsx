import { listHosts } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { HostTable } from "../../../../../fleet/host-table.tsx";
import { ask } from "../../../../../trpc/ask.ts";

export const metadata: Metadata = { title: "Hosts" };

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

export default async function HostsPage({ params }: Props) {
  const { fleetId } = await params;
  const hosts = await ask(listHosts, { fleetId });
  return (
    <div className="page page-wide page-fleet stack">
      <div className="row spread">
        <h2>Hosts</h2>
        <Link className="button" href={`/fleets/${fleetId}/install`}>
          Add a host
        </Link>
      </div>
      <HostTable fleetId={fleetId} initial={hosts} />
    </div>
  );
}
