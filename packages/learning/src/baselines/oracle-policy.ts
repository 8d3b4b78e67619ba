import { fromUnit, toUnit, type Configuration, type NumericAttribute } from "@fleet-persona/persona";
import type { Simulation } from "@fleet-persona/simulator";
import { rewardOf, movedShare } from "../fleet/reward.ts";
import { levelsOf } from "./fleet-levels.ts";
import type { FleetMoment, FleetPolicy, PolicyContext } from "./fleet-policy.ts";

export type OracleSettings = {
  /** Seconds of the future each candidate is tried over, and seconds between two looks. */
  readonly horizonS: number;
  readonly everyS: number;
};

const DEFAULTS: OracleSettings = { horizonS: 12, everyS: 3 };
// Shares of the planned cores in use that it weighs against each other.
const UTILISATIONS = [0.55, 0.7, 0.8, 0.9, 1.05];

/**
 * Knows every arrival to come: at each look it forks the simulation, tries candidate configurations on the real future,
 * request for request, and orders the one whose next seconds are worth most by the task's own reward (receding horizon). The candidates
 * are sized by foresight for what is coming under every caching strategy, then varied one attribute at a time.
 */
export function oraclePolicy(settings: Partial<OracleSettings> = {}): FleetPolicy {
  const { horizonS, everyS } = { ...DEFAULTS, ...settings };
  return {
    name: "oracle",
    start(context) {
      let until = 0;
      let wish: Configuration = {};
      return {
        decide(moment) {
          if (moment.at < until - 1e-9) return wish;
          until = moment.at + everyS;
          wish = bestCandidate(context, moment, horizonS);
          return wish;
        },
      };
    },
  };
}

function bestCandidate(context: PolicyContext, moment: FleetMoment, horizonS: number): Configuration {
  const { run } = context;
  const tried = new Map<string, number>();
  let best = { configuration: moment.config, worth: Number.NEGATIVE_INFINITY };
  const consider = (configuration: Configuration): void => {
    const whole = { ...moment.config, ...run.within(configuration) };
    const key = JSON.stringify(Object.entries(whole).sort());
    if (tried.has(key)) return;
    const worth = worthAhead(context, moment, whole, horizonS);
    tried.set(key, worth);
    if (worth > best.worth) best = { configuration: whole, worth };
  };
  consider(moment.config);
  for (const candidate of foreseenCandidates(context, moment, horizonS)) consider(candidate);
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

/** What the task's reward would come to over the next seconds with this configuration ordered now, on the future itself. */
function worthAhead(
  { task, run, scenario }: PolicyContext,
  { simulation, config }: FleetMoment,
  configuration: Configuration,
  horizonS: number,
): number {
  const fork: Simulation = simulation.fork();
  fork.apply(run.within(configuration));
  let churn = movedShare(run.attributes, config, configuration);
  let total = 0;
  const until = Math.min(scenario.seconds, fork.at + horizonS);
  while (fork.at < until - 1e-9) {
    const { at, outcome } = fork.advance(Math.min(1, until - fork.at));
    total += rewardOf(task.reward, run.scale, { at, outcome, churn });
    churn = 0;
  }
  return total;
}

/** For each caching strategy: the cores that what is coming needs, at several degrees of use, on as few servers and on all. */
function foreseenCandidates(
  { run, scenario }: PolicyContext,
  { simulation, config, at }: FleetMoment,
  horizonS: number,
): readonly Configuration[] {
  const cores = run.attributes.find(({ name }) => name === "cpu_allocation");
  const caching = run.attributes.find(({ name }) => name === "caching_strategy");
  if (cores?.kind !== "continuous" && cores?.kind !== "integer") return [];
  const strategies = caching === undefined ? [undefined] : levelsOf(caching, run.bounds, 1);
  const servers = run.attributes.find(({ name }) => name === "active_servers");
  const counts = servers === undefined ? [undefined] : levelsOf(servers, run.bounds, 3);
  const { foresight } = simulation;
  const rate = foresight.highestRate(at, at + horizonS);
  return strategies.flatMap((strategy) => {
    const needed = foresight.coresNeeded(rate, String(strategy ?? config["caching_strategy"] ?? "off"));
    return counts.flatMap((count) => {
      const sizes = sizesOf(scenario.fleet.servers, Number(count ?? config["active_servers"] ?? Number.NaN));
      return UTILISATIONS.map((use) => ({
        cpu_allocation: fromUnit(cores, toUnit(cores, needed / use / sizes)),
        ...(strategy === undefined ? {} : { caching_strategy: strategy }),
        ...(count === undefined ? {} : { active_servers: count }),
      }));
    });
  });
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
  return [-0.15, -0.06, 0.06, 0.15].map((by) => fromUnit(attribute, unit + by));
}
