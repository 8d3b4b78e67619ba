"use client";

import type { ExperimentId, ExperimentSeries, ExperimentView } from "@fleet-persona/hub-core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { DefinedUseQueryResult, UseQueryResult } from "@tanstack/react-query";
import { trpc } from "../../trpc/client.ts";
import { isOver } from "../status-words.ts";

const refreshMs = 2_000;
const seriesMs = 5_000;

export const experimentKey = (experimentId: ExperimentId): readonly string[] => ["experiment", experimentId];

/** An experiment, kept fresh while somebody looks and it is not over. */
export function useExperiment(initial: ExperimentView): DefinedUseQueryResult<ExperimentView> {
  const { experimentId } = initial;
  return useQuery({
    queryKey: experimentKey(experimentId),
    queryFn: () => trpc.getExperiment.query({ experimentId }),
    initialData: initial,
    refetchInterval: ({ state }) => (rests(state.data ?? initial) ? false : refreshMs),
  });
}

/** One metric over time; the metric shown before stays until the next one is there. */
export function useSeries(
  { experimentId, status }: Pick<ExperimentView, "experimentId" | "status">,
  metric: string,
): UseQueryResult<ExperimentSeries> {
  return useQuery({
    queryKey: [...experimentKey(experimentId), "series", metric],
    queryFn: () => trpc.experimentSeries.query({ experimentId, metric }),
    placeholderData: keepPreviousData,
    refetchInterval: rests({ status }) ? false : seriesMs,
  });
}

function rests({ status }: Pick<ExperimentView, "status">): boolean {
  return status === "draft" || isOver(status);
}
