import { parseArgs } from "node:util";
import { simulatedDemoFleet } from "@fleet-persona/demo-fleet";
import { generateTraffic, startSimulation, type FleetModel, type Scenario } from "@fleet-persona/simulator";
import { benchResult, type BenchResult } from "./result.ts";

/**
 * Simulated requests a second of CPU time of one core (what others do on the machine is not ours to count), looking at all signals once a simulated second: `--seconds N` (900), `--turns N` (5).
 * The figure of the target has everything switched on: quota, cache that fills up, retries, faults, priorities, compression.
 */
export function simulatorBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  const { values } = parseArgs({
    args: [...options],
    options: { seconds: { type: "string", default: "900" }, turns: { type: "string", default: "5" } },
  });
  const seconds = Number(values.seconds);
  const turns = Number(values.turns);
  const full = withEverything(simulatedDemoFleet());
  const shared: FleetModel = { ...full, discipline: "processor-sharing", cpu: { kind: "fluid" } };
  const figure = (name: string, fleet: FleetModel, target: { atLeast: number } | null) => {
    const rates = Array.from({ length: turns + 1 }, (_, turn) => measure(scenario(fleet, seconds, turn)));
    const sorted = rates.slice(1).toSorted((a, b) => a - b); // the first turn warms up
    const value = sorted[Math.floor(sorted.length / 2)] ?? 0;
    const spread = { low: sorted[0] ?? value, high: sorted.at(-1) ?? value };
    return benchResult({ name, value, unit: "1/s", target, ...spread });
  };
  return Promise.resolve([
    figure("simulated_requests_per_second", full, { atLeast: 1_000_000 }),
    figure("simulated_requests_per_second_processor_sharing", shared, null),
    figure("simulated_requests_per_second_demo_fleet", simulatedDemoFleet(), null),
    benchResult({ name: "fork_us", value: forkMicroseconds(scenario(full, 270, 1)), unit: "us", target: null }),
  ]);
}

/** Everything that costs time, switched on. */
function withEverything(fleet: FleetModel): FleetModel {
  return {
    ...fleet,
    cache: { capacity: 1_000, wholeSeconds: true },
    lossNoticedAfterS: 2,
    startUpS: 3,
    compression: { ratio: 0.3, overheadMs: 0.2, mobileTransferMs: 150 },
    cost: { perCoreSecond: 1, perServerSecond: 0.1, minimumBillingS: 60, perBreachSecond: 5 },
    attributes: [
      ...fleet.attributes,
      { name: "compression", kind: "boolean", scope: "fleet", cost: "hot", weight: 1, default: true, safe: false },
    ],
  };
}

function scenario(fleet: FleetModel, seconds: number, seed: number): Scenario {
  const traffic = generateTraffic({ shape: "flashCrowd", seed, seconds, calm: 180, peak: 430 });
  return {
    fleet,
    traffic: {
      ...traffic,
      heaviness: [{ from: seconds * 0.5, to: seconds * 0.6, value: 1.2 }],
      mobileShare: [{ from: seconds * 0.3, to: seconds * 0.6, value: 0.7 }],
      intents: { "intent.prepare_for_surge": [{ from: 30, to: 90, value: 1 }] },
    },
    faults: [
      { kind: "server-down", server: 2, from: seconds * 0.2, to: seconds * 0.25 },
      { kind: "slow-server", server: 1, from: seconds * 0.7, to: seconds * 0.75, factor: 0.5 },
      { kind: "cache-busting", from: seconds * 0.8, to: seconds * 0.85, share: 0.5 },
      { kind: "signals-nan", from: seconds * 0.9, to: seconds * 0.95, signals: ["latency_p95"] },
    ],
    seconds,
    seed,
  };
}

const CPU = [0.25, 0.2875, 0.2] as const;
const ALGORITHMS = ["leastconn", "roundrobin", "random2", "uri_hash"] as const;

function measure(given: Scenario): number {
  const simulation = startSimulation(given);
  const before = process.threadCpuUsage();
  for (let second = 0; !simulation.done; second += 1) {
    simulation.advance(1);
    if (second % 20 !== 0) continue;
    simulation.apply({
      cpu_allocation: CPU[(second / 20) % CPU.length] ?? 0.25,
      load_balancing_algorithm: ALGORITHMS[(second / 20) % ALGORITHMS.length] ?? "leastconn",
      active_servers: second % 60 === 0 ? 3 : 4,
    });
  }
  const { user, system } = process.threadCpuUsage(before);
  const seconds = (user + system) / 1e6;
  return simulation.summary(0).requests / seconds;
}

function forkMicroseconds(given: Scenario): number {
  const simulation = startSimulation(given);
  simulation.advance(given.seconds / 2);
  const forks = 500;
  const before = process.threadCpuUsage();
  for (let turn = 0; turn < forks; turn += 1) simulation.fork();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / forks;
}
