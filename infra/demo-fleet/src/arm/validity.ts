import { FEWEST_DEFAULT_BREACHES } from "../sizing.ts";
import type { ArmResult } from "./run-arm.ts";

const LATEST_P99_MS = 25;

/** Reasons, in sentences, why a run under the default configuration says nothing; none when it is sound. */
export function faultsOfDefault({ arm, load }: ArmResult): string[] {
  const faults = faultsOfLoad(load);
  if (arm.breachSeconds < FEWEST_DEFAULT_BREACHES) {
    faults.push(
      `The default configuration had ${arm.breachSeconds} breach seconds, fewer than ${FEWEST_DEFAULT_BREACHES}: this trace is too easy to tell anyone apart.`,
    );
  }
  return faults;
}

/** Reasons that hold for every arm. */
export function faultsOfLoad({ lateP99Ms }: { readonly lateP99Ms: number }): string[] {
  if (lateP99Ms <= LATEST_P99_MS) return [];
  return [
    `The load generator itself was ${Math.round(lateP99Ms)} ms late (99th percentile): this machine is too busy for these figures.`,
  ];
}
