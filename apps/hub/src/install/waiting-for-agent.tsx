"use client";

import type { HostView } from "@fleet-persona/hub-core";
import { countdown } from "../ui/ago-phrase.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { useNowSeconds } from "../ui/local-time.tsx";
import { Row } from "../ui/row.tsx";
import { Stack } from "../ui/stack.tsx";

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
      <Row>
        <Badge tone="warn" role="status">
          The line has expired
        </Badge>
        <Button onClick={renew}>Create another line</Button>
      </Row>
    );
  }
  return (
    <Row>
      <Badge tone="accent" className="before:animate-breathe motion-reduce:before:animate-none" role="status">
        Waiting for the agent…
      </Badge>
      <span className="text-muted text-13" aria-live="off">
        the line works for another{" "}
        <span className="font-mono text-[0.93em] whitespace-nowrap tabular-nums">
          {remaining === null ? "1:00:00" : countdown(remaining)}
        </span>
      </span>
    </Row>
  );
}

function Arrived({ host, fleetId }: { readonly host: HostView; readonly fleetId: string }) {
  const online = host.liveness === "online";
  return (
    <Stack gap="small">
      <Row>
        <Badge
          tone={online ? "good" : "accent"}
          className={online ? "" : "before:animate-breathe motion-reduce:before:animate-none"}
          role="status"
        >
          {online ? `Connected: ${host.name}` : `${host.name} has enrolled, connecting…`}
        </Badge>
        <span className="text-muted text-13">agent {host.agentVersion}</span>
      </Row>
      {online && (
        <Row>
          <LinkButton tone="primary" href={`/fleets/${fleetId}/persona`}>
            Choose a Persona
          </LinkButton>
          <LinkButton href={`/fleets/${fleetId}`}>Watch it live</LinkButton>
        </Row>
      )}
    </Stack>
  );
}
