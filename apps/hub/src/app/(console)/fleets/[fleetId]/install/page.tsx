import { listHosts } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { hubDeps } from "../../../../../deps.ts";
import { mayOperate } from "../../../../../fleet/may.ts";
import { InstallPanel } from "../../../../../install/install-panel.tsx";
import { hubRelease } from "../../../../../install/release.ts";
import { ask, requireSession } from "../../../../../trpc/ask.ts";
import { Notice } from "../../../../../ui/notice.tsx";
import { Page } from "../../../../../ui/page.tsx";

export const metadata: Metadata = { title: "Install" };

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

export default async function InstallPage({ params }: Props) {
  const { fleetId } = await params;
  const [hosts, { actor }] = await Promise.all([ask(listHosts, { fleetId }), requireSession()]);
  const { env } = hubDeps();
  const release = await hubRelease(env.agentRelease);
  return (
    <Page width="narrow" top="near" className="grid gap-6 *:min-w-0">
      <div>
        <h2>Install the agent</h2>
        <p className="text-muted">
          It runs beside what the host has, unprivileged, and changes nothing until an admin approved a Persona.
        </p>
      </div>
      {release.kind === "unavailable" && <Notice tone="warn">This hub has no agent to hand out. {release.why}</Notice>}
      {!mayOperate(actor.role) && (
        <Notice>You are a viewer here. An operator of this tenant can install an agent.</Notice>
      )}
      {release.kind === "ready" && mayOperate(actor.role) && (
        <InstallPanel
          fleetId={fleetId}
          hubUrl={env.hubUrl}
          gatewayUrl={env.gatewayUrl}
          release={{
            version: release.release.version,
            digest: release.digest,
            installerDigest: release.installerDigest,
          }}
          targetsFile={env.localMode ? (env.localTargetsFile ?? "") : ""}
          hosts={hosts}
        />
      )}
    </Page>
  );
}
