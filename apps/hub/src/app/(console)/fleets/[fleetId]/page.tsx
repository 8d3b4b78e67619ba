import { getFleet } from "@fleet-persona/hub-core";
import { assignedManifest } from "../../../../fleet/assigned-manifest.ts";
import { LiveView } from "../../../../fleet/live-view.tsx";
import { ask } from "../../../../trpc/ask.ts";

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

export default async function LivePage({ params }: Props) {
  const fleet = await ask(getFleet, await params);
  const manifest = await assignedManifest(fleet.assignment);
  return (
    <div className="page page-wide page-live">
      <LiveView initial={fleet} attributes={manifest?.attributes ?? []} />
    </div>
  );
}
