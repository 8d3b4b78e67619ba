import { BREACH } from "@fleet-persona/demo-fleet";
import type { Demonstration } from "@fleet-persona/learning";
import type { RecordedRow } from "./recording.ts";

const DISCOUNT = 0.9;
const HORIZON_S = 30;
/** What a second in breach weighs against a second of the whole fleet at its ceiling. */
const BREACH_WEIGHT = 1;
const COST_WEIGHT = 0.3;
const CEILING = 0.2875;

/**
 * Gives each row the value the policy's value head learns: the discounted mean reward of the seconds that
 * followed, each minus one when in breach, less its share of the ceiling's cost. Between -1.3 and 0.
 */
export function withReturns(rows: readonly RecordedRow[]): Demonstration[] {
  const rewards = rows.map(reward);
  return rows.map((row, at) => {
    let total = 0;
    let weights = 0;
    for (let ahead = 0; ahead < HORIZON_S && rows[at + ahead]?.episode === row.episode; ahead++) {
      const weight = DISCOUNT ** ahead;
      total += weight * (rewards[at + ahead] ?? 0);
      weights += weight;
    }
    return { ...row, value: total / weights };
  });
}

function reward({ signals, config }: RecordedRow): number {
  const broken = (signals["latency_p95"] ?? 0) > BREACH.p95Ms || (signals["error_rate"] ?? 0) > BREACH.errorShare;
  const cost = Number(config["cpu_allocation"] ?? CEILING) / CEILING;
  return -(broken ? BREACH_WEIGHT : 0) - COST_WEIGHT * cost;
}
