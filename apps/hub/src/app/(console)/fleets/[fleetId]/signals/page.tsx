import { getFleet } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { hubDeps } from "../../../../../deps.ts";
import { assignedManifest } from "../../../../../fleet/assigned-manifest.ts";
import { SignalsPage } from "../../../../../signals/signals-page.tsx";
import { ask, requireSession } from "../../../../../trpc/ask.ts";
import { Page } from "../../../../../ui/page.tsx";

export const metadata: Metadata = { title: "Signals" };

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

export default async function Signals({ params }: Props) {
  const [fleet, { actor }] = await Promise.all([ask(getFleet, await params), requireSession()]);
  const manifest = await assignedManifest(fleet.assignment);
  return (
    <Page top="near">
      <SignalsPage
        initial={fleet}
        inputs={manifest?.policy.inputs.signals ?? []}
        hubUrl={hubDeps().env.hubUrl}
        role={actor.role}
      />
    </Page>
  );
}
