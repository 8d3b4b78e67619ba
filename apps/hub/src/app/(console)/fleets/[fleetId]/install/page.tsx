import { listHosts } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { hubDeps } from "../../../../../deps.ts";
import { mayOperate } from "../../../../../fleet/may.ts";
import { InstallPanel } from "../../../../../install/install-panel.tsx";
import { ask, requireSession } from "../../../../../trpc/ask.ts";

export const metadata: Metadata = { title: "Install" };

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

export default async function InstallPage({ params }: Props) {
  const { fleetId } = await params;
  const [hosts, { actor }] = await Promise.all([ask(listHosts, { fleetId }), requireSession()]);
  const { env } = hubDeps();
  return (
    <div className="page page-narrow page-fleet stack">
      <div>
        <h2>Install the agent</h2>
        <p className="muted">
          It runs beside what the host has, unprivileged, and changes nothing until an admin approved a Persona.
        </p>
      </div>
      {env.agentArchive === null && (
        <p className="notice notice-warn">
          This hub has no agent archive to hand out, so the line would stop with a message. Set AGENT_ARCHIVE and start
          the hub again.
        </p>
      )}
      {mayOperate(actor.role) ? (
        <InstallPanel
          fleetId={fleetId}
          hubUrl={env.hubUrl}
          targetsFile={env.localMode ? (env.localTargetsFile ?? "") : ""}
          hosts={hosts}
        />
      ) : (
        <p className="notice">You are a viewer here. An operator of this tenant can install an agent.</p>
      )}
    </div>
  );
}
