import type { SimulatedFigures } from "@fleet-persona/hub-core";
import type { FleetPolicy } from "@fleet-persona/learning";
import { modelAt, type Fit, type Ground } from "./choose-shape.ts";
import { asItWas, simulateWindow, type Window } from "./simulate-window.ts";

/** Both ways of steering over the same stretches, drawn from the same seeds. */
export type Arms = {
  readonly seconds: number;
  readonly asItWas: SimulatedFigures;
  readonly candidate: SimulatedFigures;
};

// Requests are drawn anew with each: what differs between them is chance.
const SEEDS = [1, 2];

export async function compareArms(
  ground: Ground,
  fit: Fit,
  stretches: readonly Window[],
  candidate: FleetPolicy,
): Promise<Arms> {
  const { load, settable, manifest } = ground;
  const sums = { before: sum(), after: sum() };
  let seconds = 0;
  for (const window of stretches) {
    const recorded = asItWas(load, window, settable.configAt);
    for (const seed of SEEDS) {
      const model = modelAt(ground, fit, window.from);
      const run = (policy: FleetPolicy) => simulateWindow({ manifest, model, load, window, policy, seed });
      sums.before.add((await run(recorded)).figures);
      sums.after.add(
        (
          await run(
            beside(
              recorded,
              candidate,
              settable.others.map(({ name }) => name),
            ),
          )
        ).figures,
      );
    }
    seconds += (load.t[window.to] ?? 0) - (load.t[window.from] ?? 0);
  }
  return { seconds, asItWas: sums.before.done(), candidate: sums.after.done() };
}

/** The candidate steers what is its own; all else is set as it was. */
function beside(recorded: FleetPolicy, candidate: FleetPolicy, others: readonly string[]): FleetPolicy {
  return {
    name: candidate.name,
    start: async (context) => {
      const [past, own] = [await recorded.start(context), await candidate.start(context)];
      return {
        decide: async (moment) => {
          const was = await past.decide(moment);
          const kept = Object.fromEntries(Object.entries(was).filter(([name]) => others.includes(name)));
          return { ...kept, ...(await own.decide(moment)) };
        },
      };
    },
  };
}

type Figures = Awaited<ReturnType<typeof simulateWindow>>["figures"];

function sum() {
  const total = { requests: 0, errors: 0, breach: 0, cores: 0, p95: 0, weight: 0 };
  return {
    add: ({ requests, errors, breach_seconds, core_seconds, p95_ms }: Figures): void => {
      total.requests += requests;
      total.errors += errors;
      total.breach += breach_seconds;
      total.cores += core_seconds;
      if (p95_ms === null) return;
      total.p95 += p95_ms * requests;
      total.weight += requests;
    },
    done: (): SimulatedFigures => ({
      requests: total.requests / SEEDS.length,
      breach_seconds: total.breach / SEEDS.length,
      core_seconds: total.cores / SEEDS.length,
      error_share: total.requests === 0 ? 0 : Math.min(1, total.errors / total.requests),
      p95_ms: total.weight === 0 ? null : total.p95 / total.weight,
    }),
  };
}
