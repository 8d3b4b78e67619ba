import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import {
  fitTrace,
  generateTrace,
  reactiveController,
  readTrace,
  runArm,
  TRAFFIC,
  WARMUP_S,
} from "@fleet-persona/demo-fleet";
import type { DemoFleet, SecondBucket, Trace } from "@fleet-persona/demo-fleet";
import { until } from "./agent-process.ts";
import type { AgentStatus, LocalAgent } from "./agent-process.ts";
import type { DemoJourney } from "./demo-journey.ts";
import { armNames, validity, verdict } from "./report.ts";
import type { ArmName, ArmResult, MainJobReport } from "./report.ts";
import type { Options } from "./options.ts";
import { StackError } from "./stack-error.ts";
import type { Terminal } from "./terminal.ts";

export type MainJob = {
  fleet: DemoFleet;
  agent: LocalAgent;
  journey: DemoJourney;
  gatewayUrl: string;
  terminal: Terminal;
  options: Pick<Options, "seconds" | "seed" | "trace">;
  secondsToFirstChange: number;
  stackStartSeconds: number;
  abort: AbortSignal;
};

/** The order of the arms, rotated by the seed so that no arm always runs first. */
function armOrder(seed: number): readonly ArmName[] {
  return armNames.map((_, index) => armNames[(index + seed) % armNames.length] ?? "default");
}

async function traceFor(options: MainJob["options"], seconds: number): Promise<Trace> {
  const { trace, seed } = options;
  if (trace === null) return generateTrace({ seed, seconds });
  const columns = {
    ...(trace.timeColumn === null ? {} : { timeColumn: trace.timeColumn }),
    ...(trace.countColumn === null ? {} : { countColumn: trace.countColumn }),
  };
  // A recorded day is pressed into the arm's length, its busiest moment at the height of our flash crowd.
  return fitTrace(readTrace(await readTraceFile(trace.file), columns), { seconds, peak: TRAFFIC.flash });
}

async function readTraceFile(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new StackError(
      "bad-option",
      `The trace ${file} cannot be read: give --trace the path of a CSV file with a time and a count column.`,
    );
  }
}

type HubFigures = MainJobReport["hub"];

async function readHubFigures(gatewayUrl: string): Promise<HubFigures> {
  const answer = await fetch(`${gatewayUrl}/metrics.json`);
  const { framesPerSecond, ackP99Ms } = (await answer.json()) as HubFigures;
  return { framesPerSecond, ackP99Ms };
}

const difference = (later: AgentStatus, earlier: AgentStatus): MainJobReport["decisions"] => ({
  taken: later.decisions.taken - earlier.decisions.taken,
  held: later.decisions.held - earlier.decisions.held,
  applied: later.decisions.applied - earlier.decisions.applied,
  undone: later.decisions.undone - earlier.decisions.undone,
});

/** Replays the same arrivals under each arm and compares them; `decisions` are those of the persona arm. */
export async function runMainJob(job: MainJob): Promise<MainJobReport> {
  const { options, terminal, agent, journey } = job;
  const secondsPerArm = Math.floor(options.seconds / armNames.length);
  const trace = await traceFor(options, secondsPerArm);
  const order = armOrder(options.seed);
  const status = () => until("an answer of the agent", 20_000, () => agent.status());
  const arms = new Map<ArmName, ArmResult>();
  let decisions: MainJobReport["decisions"] = { taken: 0, held: 0, applied: 0, undone: 0 };
  let hub: HubFigures = { framesPerSecond: 0, ackP99Ms: 0 };
  for (const name of order) {
    await journey.setMode("shadow");
    if (name === "persona") await journey.setMode("active");
    const before = await status();
    const { arm: result } = await runArm({
      fleet: job.fleet,
      trace,
      seed: options.seed,
      warmupSeconds: WARMUP_S,
      ...(name === "reactive" ? { controller: reactiveController() } : {}),
      abort: job.abort,
      onSecond: (second) =>
        terminal.progress(progressLine(name, second, { secondsPerArm, cores: job.fleet.allocatedCores() })),
    });
    arms.set(name, result);
    if (name === "persona") {
      decisions = difference(await status(), before);
      hub = await readHubFigures(job.gatewayUrl);
    }
    terminal.line(
      `  ${name.padEnd(8)} ${result.breachSeconds} breach seconds, ${result.coreSeconds.toFixed(1)} core-seconds, p95 ${result.p95Ms.toFixed(0)} ms, ${result.errors} errors of ${result.requests}`,
    );
    await sleep(500);
  }
  const figures = await status();
  const all = Object.fromEntries(arms) as Record<ArmName, ArmResult>;
  const invalidBecause = validity(all);
  return {
    valid: invalidBecause === null,
    invalidBecause,
    verdict: verdict(all),
    seed: options.seed,
    secondsPerArm,
    order,
    arms: all,
    decisions,
    agent: { rssMb: figures.rssMb, cpuShare: figures.cpuShare, decisionP99Ms: figures.decisionLatencyMs.p99 },
    hub,
    secondsToFirstChange: job.secondsToFirstChange,
    stackStartSeconds: job.stackStartSeconds,
  };
}

function progressLine(
  name: ArmName,
  bucket: SecondBucket,
  { secondsPerArm, cores }: { secondsPerArm: number; cores: number },
): string {
  const done = Math.min(20, Math.round((20 * bucket.second) / secondsPerArm));
  const bar = "█".repeat(done) + "░".repeat(20 - done);
  return `${name.padEnd(8)} ${bar} ${bucket.second}/${secondsPerArm} s   ${bucket.requests} requests/s   p95 ${bucket.p95Ms.toFixed(0)} ms   ${cores.toFixed(2)} cores`;
}
