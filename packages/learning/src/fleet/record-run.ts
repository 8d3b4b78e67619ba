import type { Configuration } from "@fleet-persona/persona";
import type { FleetPilot, FleetPolicy } from "../baselines/fleet-policy.ts";
import type { Demonstration } from "../cloning/dataset.ts";
import { EngineLoop } from "./engine-loop.ts";
import { FleetRun } from "./fleet-run.ts";
import type { FleetTask } from "./fleet-task.ts";

export type RecordRequest = {
  readonly task: FleetTask;
  readonly seed: number;
  readonly episode: number;
  /** Who steers. */
  readonly actor: FleetPolicy;
  /** Whose wish is written down beside it; without one what was ordered is. */
  readonly teacher?: FleetPolicy;
  /** Of the rewards in `value`, per decision; default 0.95. */
  readonly discount?: number;
};

const DISCOUNT = 0.95;

/**
 * One scenario, decision by decision: what a policy would have seen, what the teacher wished, and the discounted mean reward of
 * what followed. A teacher whose pupil steers shows how to recover, not only how to be right (DAgger: Ross, Gordon, Bagnell, 2011).
 */
export async function recordRun(request: RecordRequest): Promise<readonly Demonstration[]> {
  const { task, seed, episode, actor, teacher, discount = DISCOUNT } = request;
  const scenario = task.scenario(seed);
  const run = new FleetRun(task, scenario);
  const loop = new EngineLoop({ task, fleet: scenario.fleet });
  const context = { task, scenario, seed, run };
  const pilot = await actor.start(context);
  const guide: FleetPilot | null = teacher === undefined ? null : await teacher.start(context);
  const rows: Demonstration[] = [];
  const rewards: number[] = [];
  run.advance();
  while (!run.done) {
    const { now, config, signals, simulation } = run;
    const row = loop.look(signals, now);
    const seen = task.inputs.map(({ name }, at) => [name, row.present[at] === 1 ? (row.signals[at] ?? null) : null]);
    const moment = { at: simulation.at, now, signals, config, simulation };
    const wish = guide === null ? {} : await guide.decide(moment);
    const expert = { ...config, ...run.within(wish) };
    rows.push({ episode, t: simulation.at, signals: Object.fromEntries(seen), config, expert });
    run.order(await pilot.decide(moment));
    rewards.push(run.advance().reward);
  }
  return withReturns(rows, rewards, discount);
}

/** A policy that does what a teacher would, but now and then something else for a while: clumsy, so that recovering is seen. */
export function clumsy(teacher: FleetPolicy, whims: FleetPolicy, share: number): FleetPolicy {
  return {
    name: `clumsy ${teacher.name}`,
    async start(context) {
      const [right, wrong] = [await teacher.start(context), await whims.start(context)];
      let astray = false;
      let until = 0;
      let spell = context.seed % 7;
      return {
        async decide(moment): Promise<Configuration> {
          if (moment.at >= until) {
            astray = !astray;
            spell = (spell * 5 + 3) % 7;
            until = moment.at + (5 + 3 * spell) * (astray ? share : 1 - share) * 2;
          }
          // Both are asked each time: a rule that is not asked loses its memory of the run.
          const [wish, whim] = [await right.decide(moment), await wrong.decide(moment)];
          return astray ? whim : wish;
        },
      };
    },
  };
}

function withReturns(rows: Demonstration[], rewards: readonly number[], discount: number): readonly Demonstration[] {
  let future = 0;
  let weight = 0;
  return rows
    .toReversed()
    .map((row, back) => {
      future = (rewards[rows.length - 1 - back] ?? 0) + discount * future;
      weight = 1 + discount * weight;
      return { ...row, value: future / weight };
    })
    .toReversed();
}
