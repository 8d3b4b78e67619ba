import { setTimeout as sleep } from "node:timers/promises";
import { benchResult } from "../result.ts";
import type { BenchResult } from "../result.ts";

// Loaded by path and typed by hand: the fixtures are the agent's own, and nobody's interface.
type State = Disposable & { readonly status: string };
type Target = { readonly config: Record<string, unknown>; readonly signals: Record<string, number | undefined> };
type Agent = AsyncDisposable & {
  status(): {
    readonly revocation: { readonly state: string } | null;
    readonly decisions: { readonly applied: number };
  };
};
type RealHub = AsyncDisposable & {
  readonly gateway: { readonly url: string };
  enrol(state: State): Promise<object>;
  activateToyPersona(change: object): Promise<void>;
  revokeToyPersona(reason: string): Promise<void>;
};
type Fixtures = {
  realHub(): Promise<RealHub>;
  toyTarget(): Target;
  temporaryState(): State;
  toyAgent(state: State, url: string, target: Target, config: object, identity: object): Promise<Agent>;
};

const HOSTS = 3;
const REPETITIONS = 3;
const INTERVAL_MS = 1_000;
// As the reference Personas have it: four decisions at most from one end of a range to the other.
const adaptation = { adjustment_factor: 2, risk_tolerance: 0.3, deadband: 0.01, cooldown_s: { grow: 0, shrink: 0 } };
const PATIENCE_MS = 60_000;

/**
 * Seconds from the publisher's word to the first wave in its safe configuration: hub, PostgreSQL, a gateway process and three agents
 * that decide once a second, each on a service in memory. The median of three revocations.
 */
export async function revocationSeconds(): Promise<readonly BenchResult[]> {
  const fixtures = await loadFixtures();
  await using hub = await fixtures.realHub();
  await using stack = new AsyncDisposableStack();
  const hosts: { agent: Agent; target: Target }[] = [];
  for (let index = 0; index < HOSTS; index += 1) {
    const state = stack.use(fixtures.temporaryState());
    const target = fixtures.toyTarget();
    target.signals["request_rate"] = 300;
    const identity = await hub.enrol(state);
    const config = { interval_ms: INTERVAL_MS };
    hosts.push({ agent: stack.use(await fixtures.toyAgent(state, hub.gateway.url, target, config, identity)), target });
  }
  const seconds: number[] = [];
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) seconds.push(await once(hub, hosts));
  const [low, value, high] = seconds.toSorted((a, b) => a - b);
  process.stderr.write(`revocation: ${seconds.map((each) => each.toFixed(2)).join(", ")} s\n`);
  const measured = { name: "revocation_seconds", value: value ?? Number.NaN, unit: "s", target: { atMost: 10 } };
  return [{ ...benchResult(measured), low: low ?? null, high: high ?? null }];
}

async function once(hub: RealHub, hosts: readonly { agent: Agent; target: Target }[]): Promise<number> {
  await hub.activateToyPersona({ manifest: { adaptation } });
  await until("every host steers", () => hosts.every(({ target }) => Number(target.config["workers"]) > 14));
  const began = performance.now();
  await hub.revokeToyPersona("the bench asks for it");
  await until("the first wave is safe", () => hosts.some(({ agent }) => agent.status().revocation?.state === "safe"));
  return (performance.now() - began) / 1_000;
}

async function until(what: string, is: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!is()) {
    if (performance.now() > end) throw new TypeError(`It never came about that ${what}.`);
    await sleep(10);
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
