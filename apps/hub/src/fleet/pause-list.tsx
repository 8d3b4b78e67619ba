"use client";

import type { FleetView } from "@fleet-persona/hub-core";
import type { ReactNode } from "react";
import { trpc } from "../trpc/client.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { pauseWords } from "./pause-words.ts";
import { useFleetCommand } from "./use-fleet-command.ts";

type Props = { readonly fleet: FleetView; readonly mayOperate: boolean };

/** The pauses that hold now, each with its end and the way to end it earlier. */
export function PauseList({ fleet, mayOperate }: Props) {
  const { fleetId, pauses, pause } = fleet;
  const remove = useFleetCommand(fleetId, (pauseId: string) => trpc.removePause.mutate({ fleetId, pauseId }));
  const resume = useFleetCommand(fleetId, () => trpc.resumeFleet.mutate({ fleetId }));
  // A pause by the command line of an older kind stands beside the list.
  const bare = pause.paused && !pauses.some(({ scope }) => scope.kind === "all");
  if (pauses.length === 0 && !bare) return null;
  return (
    <ul role="list" className="pause-list" aria-label="Pauses">
      {bare && (
        <Paused words="everything" until={pause.until} by={null}>
          {mayOperate && (
            <button
              className="button button-quiet"
              type="button"
              disabled={resume.isPending}
              onClick={() => resume.mutate()}
            >
              Resume
            </button>
          )}
        </Paused>
      )}
      {pauses.map(({ pauseId, scope, until, createdBy }) => (
        <Paused key={pauseId} words={pauseWords(scope)} until={until} by={createdBy}>
          {mayOperate && (
            <button
              className="button button-quiet"
              type="button"
              disabled={remove.isPending}
              aria-label={`Remove the pause of ${pauseWords(scope)}`}
              onClick={() => remove.mutate(pauseId)}
            >
              Remove
            </button>
          )}
        </Paused>
      ))}
    </ul>
  );
}

type PausedProps = {
  readonly words: string;
  readonly until: number | null;
  readonly by: string | null;
  readonly children: ReactNode;
};

function Paused({ words, until, by, children }: PausedProps) {
  return (
    <li>
      <span aria-hidden="true">‖</span>
      <span>
        Paused: <strong className="strong">{words}</strong>{" "}
        {until === null ? (
          "until removed"
        ) : (
          <>
            until <LocalTime at={until} as="clock" />
          </>
        )}
        {by === null ? "" : ` · ${by}`}
      </span>
      {children}
    </li>
  );
}
