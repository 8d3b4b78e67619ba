"use client";

import type { FleetId } from "@fleet-persona/hub-core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { trpc } from "../../trpc/client.ts";
import { StatusBadge } from "../status-badge.tsx";
import { whoRuns } from "./who-runs.ts";

const refreshMs = 5_000;

/** Above every page of a fleet: that an experiment holds it, and which arm is where. */
export function ExperimentBanner({ fleetId }: { readonly fleetId: FleetId }) {
  const statuses = ["aa", "running", "confirming", "awaiting-promotion", "holdout", "paused"] as const;
  const { data } = useQuery({
    queryKey: ["fleet", fleetId, "experiment"],
    queryFn: () => trpc.listExperiments.query({ fleetId, statuses: [...statuses], limit: 1 }),
    refetchInterval: refreshMs,
  });
  const [open] = data ?? [];
  const detail = useQuery({
    queryKey: ["experiment", open?.experimentId],
    queryFn: () => (open === undefined ? null : trpc.getExperiment.query({ experimentId: open.experimentId })),
    enabled: open !== undefined,
    refetchInterval: refreshMs,
  });
  if (open === undefined) return null;
  const { experimentId, name, status } = open;
  return (
    <p className="mt-3 flex flex-wrap items-center gap-2 rounded-2 bg-accent-wash px-3 py-1.5 text-13" role="status">
      <StatusBadge status={status} />
      <span>
        The experiment <Link href={`/experiments/${experimentId}`}>{name}</Link> runs here.
      </span>
      {detail.data && <span className="text-muted">{whoRuns(detail.data)}</span>}
    </p>
  );
}
