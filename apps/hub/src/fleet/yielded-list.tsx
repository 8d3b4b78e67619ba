"use client";

import type { FleetView } from "@fleet-persona/hub-core";
import { useQuery } from "@tanstack/react-query";
import { decisionRowOf } from "../live/decision-row.ts";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { shownValue } from "../ui/figures.ts";
import { LocalTime, useNowSeconds } from "../ui/local-time.tsx";
import { handsOf, type YieldedAttribute } from "./hands-of.ts";
import { useFleetCommand } from "./use-fleet-command.ts";
import { fleetKey } from "./use-fleet.ts";

const lookBackMs = 3 * 3_600_000;
const refreshMs = 5_000;

type Props = { readonly fleet: FleetView; readonly mayOperate: boolean };

/** Attributes that somebody else changed: what happened to each, and the way to steer it again. */
export function YieldedList({ fleet, mayOperate }: Props) {
  const { fleetId } = fleet;
  const now = useNowSeconds();
  const { data } = useQuery({
    queryKey: [...fleetKey(fleetId), "hands"],
    queryFn: async () => {
      const untilMs = Date.now() + 60_000;
      const stored = await trpc.listDecisions.query({ fleetId, sinceMs: untilMs - lookBackMs, untilMs, limit: 60 });
      return stored.flatMap((record) => decisionRowOf(record) ?? []);
    },
    refetchInterval: refreshMs,
    enabled: fleet.assignment !== null,
  });
  const steer = useFleetCommand(fleetId, (attribute: string) => trpc.resumeSteering.mutate({ fleetId, attribute }));
  const yielded = data === undefined || now === null ? [] : handsOf(data, now * 1_000);
  if (yielded.length === 0) return null;
  return (
    <ul
      role="list"
      className="mt-3 grid gap-1 [&>li]:flex [&>li]:flex-wrap [&>li]:items-center [&>li]:gap-x-2 [&>li]:rounded-2 [&>li]:bg-warn-wash [&>li]:px-3 [&>li]:py-0.5 [&>li]:text-13 [&>li>span:nth-child(2)]:flex-[1_1_240px]"
      aria-label="Left alone"
    >
      {yielded.map((entry) => (
        <li key={entry.attribute}>
          <span aria-hidden="true">{entry.hand.kind === "drift" ? "✎" : "⇆"}</span>
          <span>
            <WhatHappened {...entry} />
          </span>
          {mayOperate && (
            <Button tone="quiet" disabled={steer.isPending} onClick={() => steer.mutate(entry.attribute)}>
              Steer {entry.attribute} again
            </Button>
          )}
        </li>
      ))}
      {steer.isError && (
        <li className="text-bad" role="alert">
          {sentenceOf(steer.error)}
        </li>
      )}
    </ul>
  );
}

function WhatHappened({ attribute, hand, hostNames }: YieldedAttribute) {
  const where = hostNames.join(", ");
  return (
    <>
      <strong className="font-medium">{attribute}</strong> is left alone on {where}:{" "}
      {hand.kind === "drift" ? "somebody changed it by hand" : "something else keeps changing it"},{" "}
      {shownValue(hand.ours)} → {shownValue(hand.theirs)}, <LocalTime at={hand.since} />.{" "}
      {hand.until === null ? (
        "It waits for a person."
      ) : (
        <>
          It goes on at <LocalTime at={hand.until} as="clock" />.
        </>
      )}
    </>
  );
}
