import { setTimeout as sleep } from "node:timers/promises";
import { reactiveController, runArm, WARMUP_S } from "@fleet-persona/demo-fleet";
import type { DemoFleet, SecondBucket, Trace } from "@fleet-persona/demo-fleet";
import { until } from "./agent-process.ts";
import type { AgentStatus, LocalAgent } from "./agent-process.ts";
import type { DemoJourney } from "./demo-journey.ts";
import { armNames, validity, verdict } from "./report.ts";
import type { ArmName, ArmResult, MainJobReport } from "./report.ts";
import type { Options } from "./options.ts";
import type { LivedRun, SimulatedFleet } from "./simulated-fleet.ts";
import { StackError } from "./stack-error.ts";
import type { Terminal } from "./terminal.ts";

/** One of the two. */
export type DrivenFleet =
  | { readonly kind: "haproxy"; readonly live: DemoFleet }
  | { readonly kind: "simulator"; readonly simulated: SimulatedFleet };

export type MainJob = {
  fleet: DrivenFleet;
  agent: LocalAgent;
  journey: DemoJourney;
  gatewayUrl: string;
  terminal: Terminal;
  options: Pick<Options, "seconds" | "seed">;
  trace: Trace;
  secondsToFirstChange: number;
  stackStartSeconds: number;
  abort: AbortSignal;
};

/** The order of the arms, rotated by the seed so that no arm always runs first. */
function armOrder(seed: number): readonly ArmName[] {
  return armNames.map((_, index) => armNames[(index + seed) % armNames.length] ?? "default");
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

export const secondsPerArm = ({ seconds }: Pick<Options, "seconds">): number => Math.floor(seconds / armNames.length);

type Arms = Pick<MainJobReport, "arms" | "decisions" | "hub" | "order">;

/** Replays the same arrivals under each arm and compares them; `decisions` are those of the persona arm. */
export async function runMainJob(job: MainJob): Promise<MainJobReport> {
  const { options, fleet } = job;
  const all = fleet.kind === "haproxy" ? await liveArms(job, fleet.live) : await simulatedArms(job, fleet.simulated);
  const figures = await statusOf(job);
  const invalidBecause = validity(all.arms);
  return {
    fleet: fleet.kind,
    valid: invalidBecause === null,
    invalidBecause,
    verdict: verdict(all.arms),
    seed: options.seed,
    secondsPerArm: secondsPerArm(options),
    order: all.order,
    arms: all.arms,
    decisions: all.decisions,
    agent: { rssMb: figures.rssMb, cpuShare: figures.cpuShare, decisionP99Ms: figures.decisionLatencyMs.p99 },
    hub: all.hub,
    secondsToFirstChange: job.secondsToFirstChange,
    stackStartSeconds: job.stackStartSeconds,
    experiment: null,
  };
}

const statusOf = ({ agent }: MainJob) => until("an answer of the agent", 20_000, () => agent.status());

async function liveArms(job: MainJob, fleet: DemoFleet): Promise<Arms> {
  const { options, terminal, journey, trace } = job;
  const order = armOrder(options.seed);
  const arms = new Map<ArmName, ArmResult>();
  let decisions: MainJobReport["decisions"] = { taken: 0, held: 0, applied: 0, undone: 0 };
  let hub: HubFigures = { framesPerSecond: 0, ackP99Ms: 0 };
  for (const name of order) {
    await journey.setMode("shadow");
    if (name === "persona") await journey.setMode("active");
    const before = await statusOf(job);
    const { arm: result } = await runArm({
      fleet,
      trace,
      seed: options.seed,
      warmupSeconds: WARMUP_S,
      ...(name === "reactive" ? { controller: reactiveController() } : {}),
      abort: job.abort,
      onSecond: (second) =>
        terminal.progress(
          progressLine(name, second, { seconds: secondsPerArm(options), cores: fleet.allocatedCores() }),
        ),
    });
    arms.set(name, result);
    if (name === "persona") {
      decisions = difference(await statusOf(job), before);
      hub = await readHubFigures(job.gatewayUrl);
    }
    sayArm(terminal, name, result);
    await sleep(500);
  }
  return { arms: Object.fromEntries(arms) as Record<ArmName, ArmResult>, decisions, hub, order };
}

/** The Persona steers a whole run of the scenario in real time; the other arms then get the very same requests. */
async function simulatedArms(job: MainJob, fleet: SimulatedFleet): Promise<Arms> {
  const { terminal, options, journey } = job;
  await journey.setMode("active");
  // The run under way began before the Persona was in charge.
  await nextRun(job, fleet, "until the scenario begins anew");
  const before = await statusOf(job);
  const { seed, outcome } = await nextRun(job, fleet, "persona");
  const decisions = difference(await statusOf(job), before);
  const hub = await readHubFigures(job.gatewayUrl);
  const arms = {
    persona: outcome,
    default: fleet.imagined("default", seed),
    reactive: fleet.imagined("reactive", seed),
  };
  for (const name of armOrder(options.seed)) sayArm(terminal, name, arms[name]);
  return { arms, decisions, hub, order: ["persona", "default", "reactive"] };
}

async function nextRun({ terminal, abort, options }: MainJob, fleet: SimulatedFleet, what: string): Promise<LivedRun> {
  const seen = fleet.lived().length;
  const [seconds, began] = [secondsPerArm(options), performance.now()];
  for (;;) {
    const run = fleet.lived()[seen];
    if (run !== undefined) return run;
    const elapsed = (performance.now() - began) / 1000;
    // The agent looks at least every few seconds.
    if (abort.aborted || elapsed > seconds + 30)
      throw new StackError("not-ready", "The simulated fleet's run did not end; the agent's log says why.");
    terminal.progress(`${what.padEnd(8)} ${elapsed.toFixed(0)} s, at most ${seconds} s`);
    await sleep(500);
  }
}

function sayArm(terminal: Terminal, name: ArmName, arm: ArmResult): void {
  terminal.line(
    `  ${name.padEnd(8)} ${arm.breachSeconds} breach seconds, ${arm.coreSeconds.toFixed(1)} core-seconds, p95 ${arm.p95Ms.toFixed(0)} ms, ${arm.errors} errors of ${arm.requests}`,
  );
}

function progressLine(
  name: ArmName,
  bucket: SecondBucket,
  { seconds, cores }: { seconds: number; cores: number },
): string {
  const done = Math.min(20, Math.round((20 * bucket.second) / seconds));
  const bar = "█".repeat(done) + "░".repeat(20 - done);
  return `${name.padEnd(8)} ${bar} ${bucket.second}/${seconds} s   ${bucket.requests} requests/s   p95 ${bucket.p95Ms.toFixed(0)} ms   ${cores.toFixed(2)} cores`;
}
