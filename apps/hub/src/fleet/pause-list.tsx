"use client";

import type { FleetView } from "@fleet-persona/hub-core";
import type { ReactNode } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
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
    <ul
      role="list"
      className="mt-3 grid gap-1 [&>li]:flex [&>li]:flex-wrap [&>li]:items-center [&>li]:gap-x-2 [&>li]:rounded-2 [&>li]:bg-warn-wash [&>li]:px-3 [&>li]:py-0.5 [&>li]:text-13 [&>li>span:nth-child(2)]:flex-[1_1_240px]"
      aria-label="Pauses"
    >
      {bare && (
        <Paused words="everything" until={pause.until} by={null}>
          {mayOperate && (
            <Button tone="quiet" disabled={resume.isPending} onClick={() => resume.mutate()}>
              Resume
            </Button>
          )}
        </Paused>
      )}
      {pauses.map(({ pauseId, scope, until, createdBy }) => (
        <Paused key={pauseId} words={pauseWords(scope)} until={until} by={createdBy}>
          {mayOperate && (
            <Button
              tone="quiet"
              disabled={remove.isPending}
              aria-label={`Remove the pause of ${pauseWords(scope)}`}
              onClick={() => remove.mutate(pauseId)}
            >
              Remove
            </Button>
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
        Paused: <strong className="font-medium">{words}</strong>{" "}
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
