"use client";

import { useQuery } from "@tanstack/react-query";
import { decisionKey } from "../fleet/decision-shown.ts";
import { decisionRowOf } from "../live/decision-row.ts";
import type { DecisionRow } from "../live/live-source.ts";
import { trpc } from "../trpc/client.ts";
import { fetchPersona } from "./fetch-persona.ts";
import { replayOf } from "./replay.ts";
import type { Moment } from "./situation-of.ts";

/** A moment as the page has it: with everything to live it again, or the sentence that says why not. */
export type LoadedMoment =
  | { readonly kind: "ready"; readonly row: DecisionRow; readonly moment: Moment }
  | { readonly kind: "unusable"; readonly row: DecisionRow | null; readonly sentence: string };

const OLD = "This moment cannot be replayed: it was recorded by an older agent, or without what the reducer needs.";

/** Loads one decision with the Persona that made it; null while no decision is named. */
export function useMoment(fleetId: string, id: string | null) {
  return useQuery({
    queryKey: ["what-if", fleetId, id],
    queryFn: () => (id === null ? null : loadMoment(fleetId, id)),
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
  });
}

async function loadMoment(fleetId: string, id: string): Promise<LoadedMoment> {
  const key = decisionKey(id);
  if (key === null) return { kind: "unusable", row: null, sentence: "The address names no decision." };
  const row = decisionRowOf(await trpc.getDecision.query({ fleetId, ...key }));
  if (row === null) return { kind: "unusable", row, sentence: "There is no such decision." };
  const replay = replayOf(row.decision);
  if (replay === null) return { kind: "unusable", row, sentence: OLD };
  if (row.persona === null) return { kind: "unusable", row, sentence: "No Persona decided then." };
  const persona = await fetchPersona(fleetId, row.persona.digest);
  if (persona.kind === "unusable") return { kind: "unusable", row, sentence: persona.sentence };
  const { manifest, policy } = persona;
  return { kind: "ready", row, moment: { recorded: row.decision, replay, manifest, policy } };
}
