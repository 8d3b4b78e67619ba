"use client";

import type { FleetView, HostView } from "@fleet-persona/hub-core";
import { useQuery } from "@tanstack/react-query";
import type { DefinedUseQueryResult } from "@tanstack/react-query";
import { trpc } from "../trpc/client.ts";

const refreshMs = 2_000;

export const fleetKey = (fleetId: string): readonly string[] => ["fleet", fleetId];

/** A fleet, kept fresh while somebody looks. */
export function useFleet(initial: FleetView): DefinedUseQueryResult<FleetView> {
  return useQuery({
    queryKey: fleetKey(initial.fleetId),
    queryFn: () => trpc.getFleet.query({ fleetId: initial.fleetId }),
    initialData: initial,
    refetchInterval: refreshMs,
  });
}

/** A fleet's hosts, kept fresh while somebody looks. */
export function useHosts(fleetId: string, initial: readonly HostView[]): DefinedUseQueryResult<readonly HostView[]> {
  return useQuery({
    queryKey: [...fleetKey(fleetId), "hosts"],
    queryFn: () => trpc.listHosts.query({ fleetId }),
    initialData: initial,
    refetchInterval: refreshMs,
  });
}
