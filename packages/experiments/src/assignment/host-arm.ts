import type { Arm } from "../plan/experiment-plan.ts";
import { stableShare } from "./stable-hash.ts";

type Weighted = Pick<Arm, "name" | "weight">;

/**
 * The arm of a host at a step of the ramp, the same whenever and wherever it is asked. `percent` of the hosts, by a place of their own, may be on the arm their
 * weight draws; all others run the control beside them. As `percent` grows a host on an arm stays there. The experiment's id salts both draws, so experiments are independent.
 */
export function armOfHost(experimentId: string, hostId: string, percent: number, arms: readonly Weighted[]): string {
  const control = arms[0]?.name ?? "";
  if (stableShare(`${experimentId}/ramp/${hostId}`) >= percent / 100) return control;
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  let place = stableShare(`${experimentId}/arm/${hostId}`) * total;
  for (const { name, weight } of arms) {
    if (place < weight) return name;
    place -= weight;
  }
  return arms.at(-1)?.name ?? control;
}

/** The share of hosts `armOfHost` gives each arm at a step, by arm; they sum to 1. */
export function sharesAt(percent: number, arms: readonly Weighted[]): Readonly<Record<string, number>> {
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  const open = Math.min(1, Math.max(0, percent / 100));
  return Object.fromEntries(
    arms.map(({ name, weight }, index) => [name, (open * weight) / total + (index === 0 ? 1 - open : 0)]),
  );
}
