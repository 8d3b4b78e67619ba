import type { Manifest, ModelReport } from "@fleet-persona/persona";

/** Judges a model by its bytes alone, before anything runs it. */
export type ModelCheck = (bytes: Uint8Array, manifest: Manifest) => ModelReport;

/** Stands in for a check where the caller brings none; the report then says that nobody looked at the bytes. */
export const nobodyChecked: ModelCheck = () => ({ verdict: "accepted", findings: [], facts: null });
