import type { InputSignal } from "@fleet-persona/persona";
import { usable, type SignalProblem, type Signals } from "../signals.ts";

/** Each input's value, or what is wrong with it, in the order of `inputs`. */
export function readInputs(
  inputs: readonly InputSignal[],
  signals: Signals,
  now: number,
): readonly (number | SignalProblem)[] {
  return inputs.map((input) => usable(signals, input.name, input.staleness_s * 1000, now));
}

/**
 * One row of the policy's `signals` and `present` inputs, in declared units and order.
 * A missing, stale or non-finite signal is 0 with `present` 0; the policy's own mask keeps that from reading as zero.
 */
export function policyInputs(
  inputs: readonly InputSignal[],
  signals: Signals,
  now: number,
): { signals: Float32Array; present: Float32Array } {
  const values = new Float32Array(inputs.length);
  const present = new Float32Array(inputs.length);
  for (const [index, reading] of readInputs(inputs, signals, now).entries()) {
    if (typeof reading !== "number") continue;
    values[index] = reading;
    present[index] = 1;
  }
  return { signals: values, present };
}
