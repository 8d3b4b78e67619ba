import type { Configuration } from "@fleet-persona/persona";
import { encodeConfiguration } from "@fleet-persona/persona";
import { proposalOf } from "../../fleet/action-proposal.ts";
import { EngineLoop } from "../../fleet/engine-loop.ts";
import { FleetRun } from "../../fleet/fleet-run.ts";
import type { FleetTask } from "../../fleet/fleet-task.ts";
import { REWARD_TERMS, type RewardTerms } from "../../fleet/reward.ts";
import { actionWidth, sampleRow, totalWidth } from "../../network/distribution.ts";
import { propose } from "../../baselines/persona-policy.ts";
import type { OnnxModelSession } from "../../runtime.ts";
import { type Random, randomFromSeed } from "../../training/random.ts";
import { distributionsOf, logProbabilitiesOf } from "../policy-distributions.ts";
import type { LoggedEpisode, LoggedPersona, LoggedSample, LoggedSituation, LoggedStep } from "./logged-episode.ts";

export type ExplorationRun = {
  readonly task: FleetTask;
  readonly session: OnnxModelSession;
  readonly claimedConfidence: number;
  readonly persona: LoggedPersona;
  readonly experiment: LoggedEpisode["experiment"];
  readonly tenant: string;
  readonly host: string;
  readonly everyMs: number;
  /** Of the scenario, and of the draws. */
  readonly seed: number;
};

type Draw = LoggedSituation & { readonly samples: LoggedStep["samples"]; readonly action: Float32Array };

/**
 * A simulated host that explores as an experiment has it: every so often a sample from the policy's weights, spoken as a decided
 * policy would and held until the next; logged as a host's journal says it. It draws from the end of the warm-up on.
 */
export async function exploreRun(request: ExplorationRun): Promise<LoggedEpisode> {
  const { task, session, seed, everyMs, claimedConfidence } = request;
  const scenario = task.scenario(seed);
  const run = new FleetRun(task, scenario);
  const loop = new EngineLoop({ task, fleet: scenario.fleet, claimedConfidence });
  const random = randomFromSeed(seed ^ 0x5eed);
  const steps: LoggedStep[] = [];
  let held: Draw | null = null;
  let applied: Configuration = {};
  let sums = emptySums();
  run.advance();
  for (;;) {
    const { now, config } = run;
    const row = loop.look(run.signals, now);
    const complete: boolean = held !== null && now - held.at >= everyMs - 1;
    if (held !== null && complete) steps.push(stepOf(held, applied, sums));
    const situation = { at: now, signals: [...row.signals], present: [...row.present], config };
    // What is left at the end may be shorter than a step: then it is where the last whole step led to.
    if (run.done) return episodeOf(request, steps, held === null || complete ? situation : held);
    const due = held === null ? run.simulation.at >= task.warmupS : complete;
    if (due) {
      held = { ...situation, ...(await draw(session, task, situation, random)) };
      sums = emptySums();
    }
    const proposal =
      held === null ? await propose(session, task.attributes, row, config) : proposalOf(task.attributes, held.action);
    run.order(loop.act(proposal, config).changes);
    if (due) applied = run.config;
    run.advance(({ terms, outcome }) => {
      for (const name of REWARD_TERMS) sums.terms[name] += terms[name];
      sums.measuredS += outcome.seconds;
    });
  }
}

type Sums = { readonly terms: Record<keyof RewardTerms, number>; measuredS: number };

function emptySums(): Sums {
  return { terms: { breach: 0, cost: 0, errors: 0, latency: 0, churn: 0, revenue: 0 }, measuredS: 0 };
}

function stepOf(held: Draw, applied: Configuration, { terms, measuredS }: Sums): LoggedStep {
  const { at, signals, present, config, samples } = held;
  return { at, signals, present, config, samples, applied, terms, measuredS };
}

async function draw(
  session: OnnxModelSession,
  { attributes, inputs }: FleetTask,
  { signals, present, config }: LoggedSituation,
  random: Random,
): Promise<Pick<Draw, "samples" | "action">> {
  const observation = Float32Array.from([...signals, ...present, ...encodeConfiguration(attributes, config)]);
  const said = await distributionsOf(session, { attributes, inputs }, observation);
  const action = new Float32Array(attributes.length);
  const encoded = new Float32Array(totalWidth(said.heads, actionWidth));
  sampleRow(said.heads, said.written, 0, { actions: action, encoded }, random);
  const logs = new Float32Array(attributes.length);
  logProbabilitiesOf(said, 0, action, logs);
  const samples = attributes.map(({ name }, at): [string, LoggedSample] => [
    name,
    { sample: action[at] ?? 0, logProbability: logs[at] ?? 0 },
  ]);
  return { samples: Object.fromEntries(samples), action };
}

function episodeOf(request: ExplorationRun, steps: readonly LoggedStep[], end: LoggedSituation): LoggedEpisode {
  const { tenant, host, experiment, persona, everyMs, task } = request;
  const { at, signals, present, config } = end;
  return {
    tenant,
    host,
    experiment,
    persona,
    everyMs,
    inputs: task.inputs.map(({ name }) => name),
    steps,
    ending: "truncated",
    last: { at, signals, present, config },
  };
}
