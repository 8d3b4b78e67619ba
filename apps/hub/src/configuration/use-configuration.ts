"use client";

import type { FleetConfigExport, FleetConfigSummary } from "@fleet-persona/hub-core";
import { useQuery } from "@tanstack/react-query";
import { fleetKey } from "../fleet/use-fleet.ts";
import { trpc } from "../trpc/client.ts";

const refreshMs = 5_000;

/** The document that stands and what is really there, kept fresh. */
export function useConfiguration(fleetId: string, initial: FleetConfigExport) {
  return useQuery({
    queryKey: [...fleetKey(fleetId), "configuration"],
    queryFn: () => trpc.exportFleetConfig.query({ fleetId }),
    initialData: initial,
    refetchInterval: refreshMs,
  });
}

/** The versions of the document, newest first. */
export function useVersions(fleetId: string, initial: readonly FleetConfigSummary[]) {
  return useQuery({
    queryKey: [...fleetKey(fleetId), "versions"],
    queryFn: () => trpc.listFleetConfigVersions.query({ fleetId, limit: 100 }),
    initialData: initial,
    refetchInterval: refreshMs,
  });
}
