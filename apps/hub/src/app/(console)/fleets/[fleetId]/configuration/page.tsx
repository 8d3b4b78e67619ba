import { exportFleetConfig, getFleet, listFleetConfigVersions } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { ConfigurationPage } from "../../../../../configuration/configuration-page.tsx";
import { assignedManifest } from "../../../../../fleet/assigned-manifest.ts";
import { ask, requireSession } from "../../../../../trpc/ask.ts";
import { Page } from "../../../../../ui/page.tsx";

export const metadata: Metadata = { title: "Configuration" };

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

export default async function Configuration({ params }: Props) {
  const { fleetId } = await params;
  const [fleet, current, versions, { actor }] = await Promise.all([
    ask(getFleet, { fleetId }),
    ask(exportFleetConfig, { fleetId }),
    ask(listFleetConfigVersions, { fleetId, limit: 100 }),
    requireSession(),
  ]);
  const manifest = await assignedManifest(fleet.assignment);
  return (
    <Page top="near">
      <ConfigurationPage initial={current} versions={versions} manifest={manifest} role={actor.role} />
    </Page>
  );
}
