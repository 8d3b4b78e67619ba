import type { Bounds, Controls, EngineMemory, EngineSettings, Exploring } from "@fleet-persona/engine";
import type { Configuration } from "@fleet-persona/persona";
import { z } from "zod";

/** What a decision's record needs for the reducer to be run again. The parts are the engine's own and pass as they are. */
const replaySchema = z.looseObject({
  memory: z.looseObject({}),
  settings: z.looseObject({ mode: z.string(), riskTolerance: z.number(), adjustmentFactor: z.number() }),
  bounds: z.record(z.string(), z.looseObject({ kind: z.enum(["range", "choices"]) })),
  controls: z.looseObject({}),
  config: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  steerable: z.array(z.string()),
  signals: z.record(z.string(), z.object({ value: z.number(), ageMs: z.number() })),
  exploration: z.object({ everyMs: z.number(), under: z.string(), draws: z.array(z.number()) }).optional(),
});

/** What the reducer is run again with; attributes and inputs are the manifest's. */
export type Replay = {
  readonly memory: Partial<EngineMemory>;
  readonly settings: Omit<EngineSettings, "attributes" | "inputs">;
  readonly bounds: Bounds;
  readonly controls: Partial<Controls>;
  readonly config: Configuration;
  readonly steerable: readonly string[];
  /** What was observed and how old it was; what the host keeps to itself is not in it. */
  readonly signals: Readonly<Record<string, { readonly value: number; readonly ageMs: number }>>;
  /** That the host drew from the policy's weights, and the variates it drew with. */
  readonly exploration?: Exploring | undefined;
};

/** The replay inside a decision's record; null when an older agent wrote it, which kept none. */
export function replayOf(decision: object): Replay | null {
  const parsed = replaySchema.safeParse("replay" in decision ? decision.replay : null);
  return parsed.success ? (parsed.data as unknown as Replay) : null;
}
