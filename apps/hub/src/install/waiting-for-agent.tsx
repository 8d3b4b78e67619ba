"use client";

import type { HostView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { countdown } from "../ui/ago-phrase.ts";
import { useNowSeconds } from "../ui/local-time.tsx";

type Props = {
  readonly host: HostView | null;
  readonly expiresAt: number;
  readonly fleetId: string;
  readonly renew: () => void;
};

/** From "waiting" over "enrolled" to "connected", or the end of the token's time. */
export function WaitingForAgent({ host, expiresAt, fleetId, renew }: Props) {
  const now = useNowSeconds();
  const remaining = now === null ? null : expiresAt - now * 1_000;
  if (host !== null) return <Arrived host={host} fleetId={fleetId} />;
  if (remaining !== null && remaining <= 0) {
    return (
      <div className="row">
        <span className="badge badge-warn" role="status">
          The line has expired
        </span>
        <button className="button" type="button" onClick={renew}>
          Create another line
        </button>
      </div>
    );
  }
  return (
    <div className="row">
      <span className="badge badge-accent pulse" role="status">
        Waiting for the agent…
      </span>
      <span className="muted small" aria-live="off">
        the line works for another{" "}
        <span className="figure">{remaining === null ? "1:00:00" : countdown(remaining)}</span>
      </span>
    </div>
  );
}

function Arrived({ host, fleetId }: { readonly host: HostView; readonly fleetId: string }) {
  const online = host.liveness === "online";
  return (
    <div className="stack stack-small">
      <div className="row">
        <span className={online ? "badge badge-good" : "badge badge-accent pulse"} role="status">
          {online ? `Connected: ${host.name}` : `${host.name} has enrolled, connecting…`}
        </span>
        <span className="muted small">agent {host.agentVersion}</span>
      </div>
      {online && (
        <div className="row">
          <Link className="button button-primary" href={`/fleets/${fleetId}/persona`}>
            Choose a Persona
          </Link>
          <Link className="button" href={`/fleets/${fleetId}`}>
            Watch it live
          </Link>
        </div>
      )}
    </div>
  );
}
