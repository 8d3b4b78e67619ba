import { DEMO_FLEET_SECTION } from "./demo-fleet-section.ts";
import { FLASH_SALE } from "./flash-sale.ts";
import { MOBILE_FIRST } from "./mobile-first.ts";
import { STEADY_SAVER } from "./steady-saver.ts";

/** What tells one template from another; the rest is the demo fleet's. All are YAML but for name and summary. */
export type Template = {
  readonly name: string;
  readonly summary: string;
  readonly intent: string;
  readonly tags: readonly string[];
  readonly optimal: string;
  readonly signals: string;
  readonly triggers: string;
  readonly adaptation: string;
  readonly reward: string;
  readonly scenarios: string;
};

export const TEMPLATES: Readonly<Record<string, Template>> = {
  "flash-sale": FLASH_SALE,
  "mobile-first": MOBILE_FIRST,
  "steady-saver": STEADY_SAVER,
};

/** The text of a new project's `persona.yaml`. */
export function projectText(slug: string, publisher: string, template: Template): string {
  return `# A Persona in the making. Train it with \`persona train .\`; \`persona --help\` lists the rest.
# Unknown fields, signals and attributes are refused with their line, so a slip of the pen cannot train something else.
schema: fleet-persona/project/1

# ---- What it is ----------------------------------------------------------------------------------------------------------
id: ${publisher}/${slug} # publisher/name: the publisher is yours in the hub
name: ${template.name}
version: 1 # rises by one with each version that is published
author: { name: ${publisher} }
licence: Apache-2.0
summary: >-
  ${template.summary}
tags: [${template.tags.join(", ")}]
intent: ${template.intent} # what people declare when they want it

${DEMO_FLEET_SECTION}
# What it holds to be right in ordinary traffic; attributes left out are at their default.
optimal_config: ${template.optimal}

# ---- What it sees --------------------------------------------------------------------------------------------------------
# Standard signals, and what the agent derives from them (.trend, .forecast_10s, .forecast_1m, …). Without a required one the
# agent's fallback decides; the others may be missing for a while, and the policy is trained for that.
signals:
${template.signals}
# ---- What overrides it ---------------------------------------------------------------------------------------------------
triggers:
${template.triggers}
# How boldly the engine follows: see packages/engine/README.md.
adaptation: ${template.adaptation}

# ---- What is wanted ------------------------------------------------------------------------------------------------------
decision_interval_s: 1
# What a second is worth: each weight times its figure, subtracted (revenue: added).
#   breach   1 for a second that misses the objective
#   cost     of the second, as a share of what the fleet costs with everything at its ceiling
#   errors   share of the requests that failed
#   latency  log(p95 / objective) where it is late
#   churn    share of its range that a decision moved
#   revenue  as a share of what it would be if answers took no time
reward: ${template.reward}

# ---- What it is trained on -----------------------------------------------------------------------------------------------
${template.scenarios}
# So that a Persona is for a kind of fleet and not for one machine: factors on all rates and on what a request costs.
randomise:
  rates: { min: 0.85, max: 1.15 }
  service: { min: 0.85, max: 1.2 }

training:
  steps: 300000 # decisions
  seed: 1 # the same seed gives the same weights
  hidden: [64, 64]
  discount: 0.97
  # The teacher sizes for the traffic of the next seconds, at that share of the cores in use, and stays ready for what came just
  # before. { kind: oracle } tries what would happen instead, a hundred times slower.
  clone: { episodes: 40, rounds: 2, epochs: 60, teacher: { kind: foresight, utilisation: 0.75, lookahead_s: 4, lookback_s: 0 } }
  exploration: 0.06 # how far PPO tries around a clone's numbers at first, share of their range
  # ppo: { learningRate: 0.0003, stepsPerIteration: 128 } # any of PPO_DEFAULTS and DQN_DEFAULTS in packages/learning
  # dqn: { learningStarts: 5000 }
  evolve: { population: 16, generations: 10, episodes: 6 }

# Scenarios that were never trained on: seeds from first_seed on.
evaluation: { seeds: 6, first_seed: 1000000 }
`;
}
