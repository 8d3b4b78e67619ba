import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { benchResult } from "../result.ts";
import type { BenchResult } from "../result.ts";

// Loaded by path and typed by hand: the fixtures are the agent's own, and nobody's interface.
type State = Disposable & { readonly status: string };
type Target = { readonly config: Record<string, unknown>; readonly signals: Record<string, number | undefined> };
type RealHub = AsyncDisposable & {
  readonly gateway: { readonly url: string };
  readonly fleetId: string;
  readonly appUrl: string;
  enrol(state: State): Promise<object>;
  activateToyPersona(change: object): Promise<void>;
  asOwner<Output>(use: string, input: object): Promise<Output>;
};
type Fixtures = {
  realHub(): Promise<RealHub>;
  toyTarget(): Target;
  temporaryState(): State;
  toyAgent(state: State, url: string, target: Target, config: object, identity: object): Promise<AsyncDisposable>;
};
type Experiment = {
  readonly experimentId: string;
  readonly status: string;
  /** What it came to, in words. */
  readonly sentence: string;
};
type Host = { readonly target: Target; readonly harmedAt: () => number | null };

// As many as a verdict takes on each side.
const HOSTS = 8;
const REPETITIONS = 3;
const INTERVAL_MS = 1_000;
const PATIENCE_MS = 90_000;
// Under the load of the bench the Persona takes all sixteen workers; with fewer requests wait.
const enough = 14;
const latencyMs = { calm: 40, waiting: 90 } as const;
const adaptation = { adjustment_factor: 2, risk_tolerance: 0.5, deadband: 0.01, cooldown_s: { grow: 0, shrink: 0 } };

/**
 * Seconds from the first frame that crosses the guardrail to every host in the configuration it had: PostgreSQL, a gateway and a worker
 * process, and eight agents that decide once a second, each on a service in memory. The arm under test lets half of them run short of
 * workers. The median of three experiments.
 */
export async function rollbackSeconds(): Promise<readonly BenchResult[]> {
  await using stage = await harmfulStage();
  const seconds: number[] = [];
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    seconds.push((await stage.experiment()).seconds);
    process.stderr.write(`rollback: ${seconds.at(-1)?.toFixed(2)} s\n`);
  }
  const [low, value, high] = seconds.toSorted((a, b) => a - b);
  const measured = { name: "rollback_seconds", value: value ?? Number.NaN, unit: "s", target: { atMost: 15 } };
  return [{ ...benchResult(measured), low: low ?? null, high: high ?? null }];
}

/** What became of one experiment, and the workers of every host afterwards. */
export type RolledBack = { readonly seconds: number; readonly sentence: string; readonly workers: readonly number[] };
type Stage = AsyncDisposable & { experiment(): Promise<RolledBack> };

/** A fleet on which an experiment does harm to half of the hosts, as often as it is asked for. */
export async function harmfulStage(): Promise<Stage> {
  const fixtures = await loadFixtures();
  await using stack = new AsyncDisposableStack();
  const hub = stack.use(await fixtures.realHub());
  await hub.asOwner("declareLoadSharing", { fleetId: hub.fleetId, sharesLoad: false });
  const hosts: Host[] = [];
  for (let index = 0; index < HOSTS; index += 1) {
    const state = stack.use(fixtures.temporaryState());
    const host = serviceOf(fixtures.toyTarget(), index);
    const identity = await hub.enrol(state);
    const config = { interval_ms: INTERVAL_MS };
    stack.use(await fixtures.toyAgent(state, hub.gateway.url, host.target, config, identity));
    hosts.push(host);
  }
  stack.use(startWorker(hub.appUrl));
  await hub.activateToyPersona({ manifest: { adaptation } });
  const owned = stack.move();
  return {
    experiment: () => experimentOnce(hub, hosts),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** A service whose requests wait while it has too few workers; notes when an agent first saw that. */
function serviceOf(target: Target, index: number): Host {
  let harmedAt: number | null = null;
  target.signals["request_rate"] = 300;
  Object.defineProperty(target.signals, "latency_p95", {
    enumerable: true,
    get: () => {
      const waits = Number(target.config["workers"]) < enough;
      harmedAt = waits ? (harmedAt ?? performance.now()) : null;
      // No two services are alike, and none is the same twice.
      return (waits ? latencyMs.waiting : latencyMs.calm) * (1 + 0.01 * index + 0.02 * Math.random());
    },
  });
  return { target, harmedAt: () => harmedAt };
}

async function experimentOnce(hub: RealHub, hosts: readonly Host[]): Promise<RolledBack> {
  const steers = ({ target }: Host): boolean => Number(target.config["workers"]) >= enough;
  await until("every host has enough workers", () => hosts.every(steers));
  const planned = await hub.asOwner<{ experiment: Experiment }>("planExperiment", { fleetId: hub.fleetId, plan });
  const { experimentId } = planned.experiment;
  await patiently("it can be started", async () => {
    await hub.asOwner("startExperiment", { experimentId });
    return true;
  });
  await until("the arm does harm", () => hosts.some((host) => host.harmedAt() !== null));
  const first = Math.min(...hosts.map((host) => host.harmedAt() ?? Number.POSITIVE_INFINITY));
  let sentence = "";
  await patiently("it is rolled back", async () => {
    const experiment = await hub.asOwner<Experiment>("getExperiment", { experimentId });
    ({ sentence } = experiment);
    return experiment.status === "rolled-back";
  });
  await until("every host has its configuration back", () => hosts.every(steers));
  const seconds = (performance.now() - first) / 1_000;
  return { seconds, sentence, workers: hosts.map(({ target }) => Number(target.config["workers"])) };
}

const plan = {
  name: "Without the Persona",
  design: { kind: "hosts" },
  arms: [
    { name: "control", title: "The Persona", treatment: { kind: "as-is" } },
    { name: "safe", title: "The safe configuration", treatment: { kind: "fallback", fallback: "safe" } },
  ],
  metrics: [
    {
      name: "latency",
      title: "Latency",
      unit: "ms",
      better: "lower",
      measure: { kind: "mean", signal: "latency_p95" },
    },
  ],
  goal: "latency",
  guardrails: [{ metric: "latency", margin: 0.2, scale: "relative" }],
  minimumEffect: 0.1,
  minS: 600,
  maxS: 1_200,
  ramp: [{ percent: 100, leastS: 10 }],
};

function startWorker(appUrl: string): AsyncDisposable {
  const main = new URL("../../../../apps/worker/src/main.ts", import.meta.url).pathname;
  const environment = {
    PATH: process.env["PATH"],
    DATABASE_URL: appUrl,
    TRIALS: "off",
    GATE_CONCURRENCY: "0",
    ROLLOUT_CONCURRENCY: "0",
  };
  const child = spawn(process.execPath, [main], {
    env: { ...environment, LOG_LEVEL: "warn" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return {
    [Symbol.asyncDispose]: async () => {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
    },
  };
}

async function until(what: string, is: () => boolean): Promise<void> {
  await patiently(what, () => Promise.resolve(is()), 10);
}

async function patiently(what: string, is: () => Promise<boolean>, everyMs = 100): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (let last: unknown = null; ; await sleep(everyMs)) {
    const so = await is().catch((error: unknown) => {
      last = error;
      return false;
    });
    if (so) return;
    if (performance.now() > end) throw new TypeError(`It never came about that ${what}.`, { cause: last });
  }
}

async function loadFixtures(): Promise<Fixtures> {
  const names = ["real-hub", "toy-target", "toy-agent"];
  const modules = await Promise.all(
    names.map(async (name) => {
      const path = new URL(`../../../../agent/src/testing/${name}.fixture.ts`, import.meta.url);
      return (await import(path.href)) as Partial<Fixtures>;
    }),
  );
  return Object.assign({}, ...modules) as Fixtures;
}
