import type { Plan } from "./plan.ts";
import type { Settings } from "./settings.ts";

/** Bytes of an answer as they leave the proxy. */
export function bytesOf(plan: Plan, { compresses }: Settings, kind: number): number {
  const bytes = plan.answerBytes[kind] as number;
  return compresses ? bytes * (plan.fleet.compression?.ratio ?? 1) : bytes;
}

/** What compressing adds to an answer, ms. */
export function compressionMs(plan: Plan, { compresses }: Settings): number {
  return compresses ? (plan.fleet.compression?.overheadMs ?? 0) : 0;
}
