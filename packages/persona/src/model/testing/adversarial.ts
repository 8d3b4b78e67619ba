import type { ModelCode } from "../model-codes.ts";

/** A model that must be refused: its name says the trick, the code under which it is found, and its bytes. */
export type Adversarial = readonly [name: string, code: ModelCode, bytes: () => Uint8Array];
