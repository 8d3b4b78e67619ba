import { SERVERS } from "../sizing.ts";
import type { FleetCgroups } from "./fleet-cgroups.ts";

/** Integrates the allocated cores over time: what the fleet costs, used or not. */
export type CoreMeter = { coreSeconds(): number; allocated(): number; close(): void };

const SAMPLE_MS = 100;

/** Samples the quotas ten times a second; without quotas the origins hold themselves to the default and cost that. */
export function coreMeter(cgroups: FleetCgroups | null, now: () => number = () => performance.now()): CoreMeter {
  let cores = SERVERS.reduce((sum, { share }) => sum + share, 0);
  let total = 0;
  let at = now();
  const advance = () => {
    const time = now();
    total += (cores * (time - at)) / 1000;
    at = time;
  };
  const sample = async () => {
    const quotas = await Promise.all(SERVERS.map(({ name }) => cgroups?.readCores(name) ?? Promise.resolve(0)));
    advance();
    cores = quotas.reduce((sum, quota) => sum + quota, 0);
  };
  const timer = cgroups ? setInterval(() => void sample().catch(() => undefined), SAMPLE_MS) : undefined;
  return {
    coreSeconds() {
      advance();
      return total;
    },
    allocated: () => cores,
    close: () => clearInterval(timer),
  };
}
