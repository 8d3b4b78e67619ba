import type { Manifest } from "@fleet-persona/persona";
import type { SituationKey, SituationResult } from "./run-situation.ts";

/** What a thread of scenario runs is started with. */
export type ThreadWork = { readonly manifest: Manifest; readonly situations: readonly SituationKey[] };

/** What it says: rows for the model, a situation that is done, or that something broke. */
export type FromThread =
  | { readonly kind: "ask"; readonly rows: Float32Array; readonly count: number }
  | { readonly kind: "done"; readonly result: SituationResult }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "end" };

/** What it is told: the answers to the rows it asked last; one question is open at a time. */
export type ToThread = { readonly outputs: Float32Array };
