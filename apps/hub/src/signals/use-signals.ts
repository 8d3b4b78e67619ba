"use client";

import type { FleetView } from "@fleet-persona/hub-core";
import type { InputSignal } from "@fleet-persona/persona";
import { useQuery } from "@tanstack/react-query";
import { fleetKey } from "../fleet/use-fleet.ts";
import { trpc } from "../trpc/client.ts";
import type { Known } from "./signal-rows.ts";

const windowMs = 5 * 60_000;
const refreshMs = 3_000;
const frames = 1_500;

/** Everything the page knows about a fleet's signals, kept fresh. */
export function useSignals(fleet: FleetView, inputs: readonly InputSignal[]) {
  const { fleetId, assignment } = fleet;
  return useQuery({
    queryKey: [...fleetKey(fleetId), "signals", assignment?.personaVersionId ?? null],
    queryFn: async (): Promise<Known> => {
      const untilMs = Date.now() + 60_000;
      const window = { fleetId, sinceMs: untilMs - windowMs, untilMs, limit: frames };
      const [telemetry, intents, campaigns, sources, fit] = await Promise.all([
        trpc.liveTelemetry.query(window),
        trpc.listIntents.query({ fleetId }),
        trpc.listCampaigns.query({ fleetId }),
        trpc.listSources.query({ fleetId }),
        assignment === null
          ? null
          : trpc.checkPersonaFit.query({ fleetId, personaVersionId: assignment.personaVersionId }),
      ]);
      return { inputs, fit, telemetry, intents, campaigns, sources };
    },
    refetchInterval: refreshMs,
  });
}
