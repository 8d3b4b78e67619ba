import { fromUnit, toUnit, type Configuration, type NumericAttribute } from "@fleet-persona/persona";
import type { Simulation } from "@fleet-persona/simulator";
import { rewardOf, movedShare } from "../fleet/reward.ts";
import { readingsOf } from "../fleet/fleet-run.ts";
import { configurationKey } from "./configuration-key.ts";
import { levelsOf } from "./fleet-levels.ts";
import {
  coresNeeded,
  FORESIGHT_DEFAULTS,
  foresightPolicy,
  sizedFor,
  type ForesightSettings,
} from "./foresight-policy.ts";
import { runPolicy } from "../evaluation/run-policy.ts";
import type { FleetMoment, FleetPolicy, PolicyContext } from "./fleet-policy.ts";

export type OracleSettings = {
  /** Seconds of the future each candidate is tried over. */
  readonly horizonS: number;
  /** Seconds between two looks: so long a candidate is held, after it the rule with foresight goes on from where it led. */
  readonly everyS: number;
};

const DEFAULTS: OracleSettings = { horizonS: 9, everyS: 3 };
// Sums of fractions of a second stray by less than this.
const SLACK_S = 1e-9;
// Those that need the fewest cores; the others come up as neighbours.
const MOST_STRATEGIES = 2;
// What is ordered now must carry what comes until a later order can be in force.
const LEAD_S = 2;
// Shares of the planned cores in use that it weighs against each other.
const BASE_UTILISATIONS = [0.35, 0.45, 0.55, 0.65, 0.75, 0.85];
const UTILISATIONS = [0.95, 0.8, 0.65, 0.5];

/**
 * Knows every arrival to come: at each look it forks the simulation, tries candidate configurations on the real future,
 * request for request, and orders the one whose next seconds are worth most by the task's own reward. A candidate is held until
 * the next look, after which the rule with foresight goes on (a rollout: Bertsekas, 2020), so that nobody pays now for what can still be
 * mended then. The candidates are sized by foresight under every caching strategy, then varied one attribute at a time.
 */
export function oraclePolicy(settings: Partial<OracleSettings> = {}): FleetPolicy {
  const { horizonS, everyS } = { ...DEFAULTS, ...settings };
  return {
    name: "oracle",
    async start(context) {
      const base = await bestForesight(context);
      let until = 0;
      let wish: Configuration = {};
      return {
        decide(moment) {
          if (moment.at < until - SLACK_S) return wish;
          until = moment.at + everyS;
          wish = bestCandidate(context, moment, { horizonS, everyS, base });
          return wish;
        },
      };
    },
  };
}

type Search = OracleSettings & { readonly base: ForesightSettings };

/** How the rule with foresight is best set for this very scenario: nobody could know, an oracle does. */
async function bestForesight({ task, scenario, seed }: PolicyContext): Promise<ForesightSettings> {
  let best = { settings: FORESIGHT_DEFAULTS, reward: Number.NEGATIVE_INFINITY };
  for (const utilisation of BASE_UTILISATIONS) {
    const settings = { ...FORESIGHT_DEFAULTS, utilisation };
    const { figures } = await runPolicy({ task, policy: foresightPolicy(settings), scenario, seed });
    if (figures.reward > best.reward) best = { settings, reward: figures.reward };
  }
  return best.settings;
}

function bestCandidate(context: PolicyContext, moment: FleetMoment, settings: Search): Configuration {
  const { run } = context;
  const tried = new Map<string, number>();
  let best = { configuration: moment.config, worth: Number.NEGATIVE_INFINITY };
  const consider = (configuration: Configuration): void => {
    const whole = { ...moment.config, ...run.within(configuration) };
    const key = configurationKey(whole);
    if (tried.has(key)) return;
    const worth = worthAhead(context, moment, whole, { ...settings, atLeast: best.worth });
    tried.set(key, worth);
    if (worth > best.worth) best = { configuration: whole, worth };
  };
  consider(moment.config);
  consider(sizedFor(context, moment, settings.base));
  for (const candidate of foreseenCandidates(context, moment, settings.everyS + LEAD_S)) consider(candidate);
  for (const attribute of run.attributes) {
    const around = best.configuration;
    const numeric = attribute.kind === "continuous" || attribute.kind === "integer";
    if (!numeric) {
      for (const value of levelsOf(attribute, run.bounds, 3)) consider({ ...around, [attribute.name]: value });
      continue;
    }
    for (const value of neighbours(attribute, Number(around[attribute.name]))) {
      consider({ ...around, [attribute.name]: value });
    }
  }
  return best.configuration;
}

/**
 * What the task's reward would come to over the next seconds with this configuration ordered now, on the future itself. Given up
 * as soon as even the best of what is left could not lift it to `atLeast`: revenue is the only thing a second can earn.
 */
function worthAhead(
  context: PolicyContext,
  { simulation, config }: FleetMoment,
  configuration: Configuration,
  { horizonS, everyS, base, atLeast }: Search & { readonly atLeast: number },
): number {
  const { task, run, scenario } = context;
  const fork: Simulation = simulation.fork();
  fork.apply(run.within(configuration));
  let held = configuration;
  let churn = movedShare(run.attributes, config, configuration);
  let total = 0;
  let breaches = 0;
  const known = fork.summary(task.warmupS).breachSeconds;
  const until = Math.min(scenario.seconds, fork.at + horizonS);
  let heldUntil = fork.at + everyS - SLACK_S;
  while (fork.at < until - SLACK_S) {
    const { at, outcome, signals } = fork.advance(Math.min(1, until - fork.at));
    breaches += outcome.breachSeconds;
    total += rewardOf(task.reward, run.scale, { at, outcome: { ...outcome, breachSeconds: 0 }, churn });
    churn = 0;
    const most = total - task.reward.breach * breaches + task.reward.revenue * (until - fork.at);
    if (most < atLeast) return Number.NEGATIVE_INFINITY;
    if (fork.at < heldUntil) continue;
    heldUntil = fork.at + everyS - SLACK_S;
    const next = sizedFor(context, { simulation: fork, signals: readingsOf(signals, at * 1000), config: held }, base);
    churn = movedShare(run.attributes, held, next);
    held = { ...held, ...next };
    fork.apply(next);
  }
  // Seconds whose requests are still under way are judged by those that ended, if that is worse.
  return total - task.reward.breach * Math.max(breaches, fork.summary(task.warmupS).breachSeconds - known);
}

/** For each caching strategy: the cores that what is coming needs, at several degrees of use, on every server there is. */
function foreseenCandidates(
  { run, scenario }: PolicyContext,
  { simulation, config, at }: FleetMoment,
  aheadS: number,
): readonly Configuration[] {
  const cores = run.attributes.find(({ name }) => name === "cpu_allocation");
  const caching = run.attributes.find(({ name }) => name === "caching_strategy");
  if (cores?.kind !== "continuous" && cores?.kind !== "integer") return [];
  const servers = run.attributes.find(({ name }) => name === "active_servers");
  const count = servers === undefined ? undefined : levelsOf(servers, run.bounds, 2).at(-1);
  const sizes = sizesOf(scenario.fleet.servers, Number(count ?? config["active_servers"] ?? Number.NaN));
  const { foresight } = simulation;
  const rate = foresight.highestRate(at, at + aheadS);
  const strategies = caching === undefined ? [config["caching_strategy"] ?? "off"] : levelsOf(caching, run.bounds, 1);
  return strategies
    .map((strategy) => ({ strategy, needed: coresNeeded(scenario, foresight, rate, String(strategy)) }))
    .toSorted((a, b) => a.needed - b.needed)
    .slice(0, MOST_STRATEGIES)
    .flatMap(({ strategy, needed }) =>
      UTILISATIONS.map((use) => ({
        cpu_allocation: fromUnit(cores, toUnit(cores, needed / use / sizes)),
        caching_strategy: strategy,
        ...(count === undefined ? {} : { active_servers: count }),
      })),
    );
}

function sizesOf(servers: readonly { readonly size: number }[], count: number): number {
  const active = Number.isFinite(count) ? servers.slice(0, count) : servers;
  return active.reduce((sum, { size }) => sum + size, 0) || 1;
}

function neighbours(attribute: NumericAttribute, value: number): readonly number[] {
  if (attribute.kind === "integer") {
    const factor = attribute.scale === "log" ? [value / 2, value * 2] : [value - 1, value + 1];
    return factor.map(Math.round);
  }
  const unit = toUnit(attribute, value);
  return [-0.08, 0.08].map((by) => fromUnit(attribute, unit + by));
}
