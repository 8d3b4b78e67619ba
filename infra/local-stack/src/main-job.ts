import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { generateTrace, readTrace, runArm } from "@fleet-persona/demo-fleet";
import type { DemoFleet, Trace } from "@fleet-persona/demo-fleet";
import { until } from "./agent-process.ts";
import type { AgentStatus, LocalAgent } from "./agent-process.ts";
import type { DemoJourney } from "./demo-journey.ts";
import { armNames, validity, verdict } from "./report.ts";
import type { ArmName, ArmResult, MainJobReport } from "./report.ts";
import type { Options } from "./options.ts";
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

const warmupSeconds = 10;

/** The order of the arms, rotated by the seed so that no arm always runs first. */
export function armOrder(seed: number): readonly ArmName[] {
  return armNames.map((_, index) => armNames[(index + seed) % armNames.length] ?? "default");
}

async function traceFor(options: MainJob["options"], seconds: number): Promise<Trace> {
  const { trace, seed } = options;
  if (trace === null) return generateTrace({ seed, seconds });
  const columns = { time: trace.timeColumn ?? undefined, count: trace.countColumn ?? undefined };
  return readTrace(await readFile(trace.file, "utf8"), { ...columns, seconds, name: trace.file });
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
    await job.fleet.reset();
    if (name === "persona") await journey.setMode("active");
    const before = await status();
    const result = await runArm({
      fleet: job.fleet,
      trace,
      seed: options.seed,
      warmupSeconds,
      controller: name === "reactive" ? "reactive" : "none",
      abort: job.abort,
      onSecond: (second) => terminal.progress(progressLine(name, second, secondsPerArm)),
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

type Second = { second: number; rate: number; p95Ms: number; cores: number };

function progressLine(name: ArmName, { second, rate, p95Ms, cores }: Second, total: number): string {
  const done = Math.round((20 * second) / total);
  const bar = "█".repeat(done) + "░".repeat(Math.max(0, 20 - done));
  return `${name.padEnd(8)} ${bar} ${second}/${total} s   ${rate.toFixed(0)} requests/s   p95 ${p95Ms.toFixed(0)} ms   ${cores.toFixed(2)} cores`;
}
