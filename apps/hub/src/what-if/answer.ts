import {
  explain,
  occlusion,
  policyInputs,
  revivedMemory,
  step,
  type Attribution,
  type Decision,
} from "@fleet-persona/engine";
import type { Scenario } from "./scenario.ts";
import { situationOf, type Moment } from "./situation-of.ts";

/** What the engine says to a moment: the decision, its sentence, and what each input made of the recommendation. */
export type Answer = {
  readonly decision: Decision;
  readonly sentence: string;
  readonly attribution: readonly Attribution[];
};

/** Runs the same reducer as the agent over a moment with a person's changes in it. */
export function answerTo(moment: Moment, scenario: Scenario): Answer {
  const situation = situationOf(moment, scenario);
  const { attributes, inputs } = situation.settings;
  const { decision } = step(revivedMemory(moment.replay.memory), situation);
  const row = policyInputs(inputs, situation.signals, situation.now);
  const { config } = situation;
  const run = (masked: typeof row) => moment.policy(masked, config);
  return {
    decision,
    sentence: explain(decision, attributes),
    attribution: occlusion({ inputs, attributes, config, row, run }),
  };
}
