import { getFleet, listHosts } from "@fleet-persona/hub-core";
import { assignedManifest } from "../../../../fleet/assigned-manifest.ts";
import { LiveView } from "../../../../fleet/live-view.tsx";
import { ask } from "../../../../trpc/ask.ts";
import { Page } from "../../../../ui/page.tsx";

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

export default async function LivePage({ params }: Props) {
  const { fleetId } = await params;
  const [fleet, hosts] = await Promise.all([ask(getFleet, { fleetId }), ask(listHosts, { fleetId })]);
  const manifest = await assignedManifest(fleet.assignment);
  return (
    <Page width="wide" top="near">
      <LiveView initial={fleet} hosts={hosts} attributes={manifest?.attributes ?? []} />
    </Page>
  );
}
