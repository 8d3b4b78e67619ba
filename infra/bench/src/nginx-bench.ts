import { parseArgs } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import { nginxUnderTest } from "./nginx-under-test.ts";
import { benchResult, type BenchResult } from "./result.ts";
import { runWrk } from "./wrk.ts";

/** Reloads are kept so far apart that they cost at most this share of the requests. */
const FAILED_SHARE = 1e-5;

/**
 * What a reload of nginx costs under load, through the nginx target (file, check, reload, read back), and how far apart
 * reloads must be kept for it: `--seconds N` of load (30), `--reloads N` (20), `--connections N` (32).
 */
export async function nginxBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      seconds: { type: "string", default: "30" },
      reloads: { type: "string", default: "20" },
      connections: { type: "string", default: "32" },
    },
  });
  const [seconds, reloads, connections] = [above0(values.seconds), above0(values.reloads), above0(values.connections)];
  await using nginx = await nginxUnderTest();
  process.stderr.write("nginx: a quiet run first, so that what fails without reloads is known\n");
  const quiet = await runWrk({ url: nginx.url, connections: connections, seconds: Math.min(10, seconds) });
  process.stderr.write(`nginx: ${reloads} reloads in ${seconds} s of load\n`);
  const load = runWrk({ url: nginx.url, connections: connections, seconds: seconds });
  const tookMs: number[] = [];
  for (let turn = 0; turn < reloads; turn += 1) {
    const began = performance.now();
    for (const step of await nginx.target.plan({ max_connections: 500 + (turn % 2) })) await step.apply();
    tookMs.push(performance.now() - began);
    await sleep(Math.max(0, (seconds * 900) / reloads - (performance.now() - began)));
  }
  const report = await load;
  const perReload = report.failed / reloads;
  const rate = quiet.perSecond;
  const sorted = tookMs.toSorted((a, b) => a - b);
  const plain = (name: string, value: number, unit: string): BenchResult =>
    benchResult({ name, value, unit, target: null });
  return [
    plain("nginx_failed_requests_per_reload", perReload, "requests"),
    plain("nginx_reload_interval_s", reloadIntervalSeconds(perReload, rate), `s for ${FAILED_SHARE} failed`),
    plain("nginx_failed_without_reload", quiet.failed, "requests"),
    plain("nginx_requests_per_second", rate, "1/s"),
    plain("nginx_apply_readback_p50_ms", sorted[Math.floor(sorted.length / 2)] ?? Number.NaN, "ms"),
    plain("nginx_apply_readback_worst_ms", sorted.at(-1) ?? Number.NaN, "ms"),
  ];
}

function above0(text: string): number {
  if (Number(text) > 0) return Number(text);
  throw new TypeError(`${text} is no number above 0`);
}

/** Seconds between reloads so that their failures stay under `FAILED_SHARE` of the requests at this rate. */
export function reloadIntervalSeconds(failedPerReload: number, requestsPerSecond: number): number {
  return failedPerReload / (FAILED_SHARE * requestsPerSecond);
}
