import type { Manifest, ModelReport } from "@fleet-persona/persona";
import type { ScenarioSummary } from "../behaviour/summarise-scenarios.ts";
import type { FuzzResult } from "../fuzz/fuzz-policy.ts";
import type { Confinement } from "../sandbox/confinement.ts";

/** Everything a verdict on a Persona that ran is made from. */
export type GateEvidence = {
  readonly manifest: Manifest;
  readonly model: ModelReport;
  readonly scenarios: readonly ScenarioSummary[];
  readonly fuzzing: FuzzResult;
  readonly confinement: Pick<Confinement, "networkIsolated" | "memoryLimited">;
  /** Attributes and inputs that mean nothing in simulation. */
  readonly inertAttributes: readonly string[];
  readonly unseenInputs: readonly string[];
};
