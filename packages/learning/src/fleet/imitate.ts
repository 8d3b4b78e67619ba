import type { FleetPolicy } from "../baselines/fleet-policy.ts";
import { foresightPolicy } from "../baselines/foresight-policy.ts";
import { personaPolicy } from "../baselines/persona-policy.ts";
import { randomPolicy } from "../baselines/random-policy.ts";
import { tunedReactivePolicy } from "../baselines/reactive-policy.ts";
import { staticDefault } from "../baselines/static-default.ts";
import { cloneBehaviour, type Clone, type CloneProgress } from "../cloning/clone-behaviour.ts";
import type { Demonstration } from "../cloning/dataset.ts";
import type { OnnxRuntime } from "../runtime.ts";
import { decidedWeights } from "./decided-weights.ts";
import type { FleetTask } from "./fleet-task.ts";
import { clumsy, recordRun } from "./record-run.ts";

export type ImitationSettings = {
  /** Scenarios that the teacher and clumsy hands steer first. */
  readonly episodes: number;
  /** Then, so many times: the pupil steers, the teacher says what would have been right, and the pupil learns from all of it. */
  readonly rounds: number;
  readonly episodesPerRound: number;
  readonly epochs: number;
  readonly patience: number;
  readonly hidden: readonly number[];
};

export type ImitationProgress = CloneProgress & { readonly round: number; readonly rows: number };

export type ImitationRequest = {
  readonly task: FleetTask;
  /** Default: the rule with foresight. */
  readonly teacher?: FleetPolicy;
  readonly settings?: Partial<ImitationSettings>;
  readonly seed: number;
  readonly runtime: OnnxRuntime;
  readonly onProgress?: (progress: ImitationProgress) => void;
  /** Asked between rounds; true ends with the pupil of the last one. */
  readonly stop?: () => boolean;
};

const DEFAULTS: ImitationSettings = {
  episodes: 40,
  rounds: 2,
  episodesPerRound: 25,
  epochs: 40,
  patience: 8,
  hidden: [64, 64],
};
const ROUND_SEEDS = 1_000;

/**
 * A policy that does what a teacher who knows the future would, as far as it can be told from what an agent sees: recorded, cloned,
 * and recorded again where the pupil itself gets to (DAgger: Ross, Gordon, Bagnell, 2011). Minutes instead of hours, and the place for
 * reinforcement learning to begin. Same request, same weights.
 */
export async function imitate(request: ImitationRequest): Promise<Clone & { readonly rows: number }> {
  const { task, seed, runtime, teacher = foresightPolicy() } = request;
  const settings = { ...DEFAULTS, ...request.settings };
  const actors = [
    teacher,
    clumsy(teacher, randomPolicy, 0.3),
    clumsy(teacher, tunedReactivePolicy, 0.5),
    teacher,
    clumsy(teacher, staticDefault, 0.4),
  ];
  const rows: Demonstration[] = [];
  for (let episode = 0; episode < settings.episodes; episode += 1) {
    const actor = actors[episode % actors.length] ?? teacher;
    rows.push(...(await recordRun({ task, seed: seed + episode, episode, actor, teacher })));
  }
  let pupil = await learned(request, settings, rows, 0);
  for (let round = 1; round <= settings.rounds && request.stop?.() !== true; round += 1) {
    const session = await runtime.load(pupil.policy);
    const actor = personaPolicy({ ...task, session });
    for (let at = 0; at < settings.episodesPerRound; at += 1) {
      const episode = round * ROUND_SEEDS + at;
      rows.push(...(await recordRun({ task, seed: seed + episode, episode, actor, teacher })));
    }
    pupil = await learned(request, settings, rows, round);
  }
  const spec = { attributes: task.attributes, inputs: task.inputs, hidden: settings.hidden };
  return { ...pupil, weights: decidedWeights(spec, pupil.weights), rows: rows.length };
}

function learned(
  { task: { attributes, inputs }, seed, runtime, onProgress }: ImitationRequest,
  { epochs, patience, hidden }: ImitationSettings,
  dataset: readonly Demonstration[],
  round: number,
): Promise<Clone> {
  const request = { dataset, attributes, inputs, seed, epochs, patience, hidden, batchSize: 256, runtime };
  const report = onProgress && ((progress: CloneProgress) => onProgress({ ...progress, round, rows: dataset.length }));
  return cloneBehaviour(report === undefined ? request : { ...request, onProgress: report });
}
