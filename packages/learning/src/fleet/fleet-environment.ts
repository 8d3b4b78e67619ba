import { encodeConfiguration, encodedWidth } from "@fleet-persona/persona";
import type { Environment } from "../environment/environment.ts";
import { LearningError } from "../errors.ts";
import { actionHeads } from "../network/policy-network.ts";
import { proposalOf } from "./action-proposal.ts";
import { EngineLoop } from "./engine-loop.ts";
import { FleetRun, type Stretch } from "./fleet-run.ts";
import type { FleetTask } from "./fleet-task.ts";

/**
 * A fleet as an environment, the engine between the action and the fleet: what is learned is what to propose to an agent, whose
 * guards, triggers, confidence and fallback then decide. The observation is [signals S | present S | config C]; a step is one
 * decision interval; an episode is one scenario of the task, cut off at its end and never terminated.
 * Throws `not-finite` when the reward of a second is.
 */
export function fleetEnvironment(task: FleetTask): Environment {
  const { attributes, inputs } = task;
  const width = inputs.length;
  const observationSize = 2 * width + encodedWidth(attributes);
  let episode: { run: FleetRun; loop: EngineLoop } | null = null;

  const observe = ({ run, loop }: NonNullable<typeof episode>): Float32Array => {
    const row = loop.look(run.signals, run.now);
    const observation = new Float32Array(observationSize);
    observation.set(row.signals);
    observation.set(row.present, width);
    observation.set(encodeConfiguration(attributes, run.config), 2 * width);
    return observation;
  };

  return {
    observationSize,
    heads: actionHeads({ attributes }),
    reset(seed) {
      const scenario = task.scenario(seed);
      episode = { run: new FleetRun(task, scenario), loop: new EngineLoop({ task, fleet: scenario.fleet }) };
      // Before the first interval has passed there is nothing to see and nothing to decide.
      episode.run.advance();
      return observe(episode);
    },
    step(action) {
      if (episode === null) throw new LearningError("not-started", "reset the environment before its first step");
      const { run, loop } = episode;
      run.order(loop.act(proposalOf(attributes, action), run.config).changes);
      const stretch = run.advance();
      return {
        observation: observe(episode),
        reward: stretch.reward,
        terminated: false,
        truncated: run.done,
        info: infoOf(stretch),
      };
    },
  };
}

function infoOf({ breachSeconds, cost, errors, requests, p95Ms }: Stretch): Record<string, number> {
  const share = requests === 0 ? 0 : errors / requests;
  return { breach: breachSeconds, cost, errors: share, ...(Number.isFinite(p95Ms) ? { p95: p95Ms } : {}) };
}
