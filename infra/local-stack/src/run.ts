import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { generateTrace } from "@fleet-persona/demo-fleet";
import type { Trace } from "@fleet-persona/demo-fleet";
import { startAgent, until } from "./agent-process.ts";
import { backgroundTraffic } from "./background-traffic.ts";
import { build } from "./build.ts";
import { accounts } from "./demo-accounts.ts";
import { moderatorsOf } from "./demo-platform.ts";
import { startLocalStack } from "./local-stack.ts";
import type { LocalStack, LocalStackOptions } from "./local-stack.ts";
import { experimentOf } from "./demo-experiment.ts";
import { runMainJob, secondsPerArm } from "./main-job.ts";
import type { DrivenFleet } from "./main-job.ts";
import { claimPort } from "./ports.ts";
import type { Options } from "./options.ts";
import { renderReport } from "./report.ts";
import type { MainJobReport } from "./report.ts";
import { StackError } from "./stack-error.ts";
import { defaultStatePath, openStateFolder } from "./state-folder.ts";
import type { StateFolder } from "./state-folder.ts";
import type { Terminal } from "./terminal.ts";
import { traceFor } from "./trace-for.ts";

/** `npm start`: builds, starts everything, runs the main job and, unless headless, stays up until `abort`. */
export async function run(options: Options, terminal: Terminal, abort: AbortSignal): Promise<MainJobReport | null> {
  // The bootstrap says when the person pressed return.
  const began = Number(process.env.FLEET_PERSONA_BEGAN ?? Date.now());
  requireWritable(options.report);
  using state = openStateFolder(path.resolve(options.state ?? defaultStatePath()), options.reset);
  // Said before the build, not after it.
  // A port that anybody may have is picked when it is used: what was free now may be taken after the build.
  const { port, gatewayPort } = options;
  if (port !== 0) await claimPort(port, "--port", "hub");
  if (gatewayPort !== 0) await claimPort(gatewayPort, "--gateway-port", "gateway");
  terminal.line("Fleet Persona");
  await terminal.step("build", () => build((line) => terminal.progress(`build  ${line}`)));
  const trace = await traceFor(options, secondsPerArm(options));
  await using stack = await startLocalStack({ port, gatewayPort, state, terminal, fleet: fleetFor(options, trace) });
  const stackStartSeconds = (Date.now() - began) / 1000;
  terminal.line(
    `\n  The hub is at ${stack.services.hubUrl} (up after ${stackStartSeconds.toFixed(1)} s; logs in ${state.logs}).`,
  );
  const { paymentsUrl } = stack.services;
  if (paymentsUrl !== null) terminal.line(`  Payments are in test mode; ${paymentsUrl}/test steers them.`);
  terminal.line(`  Sign in as ${accounts.admin.email}; the link is on ${stack.services.hubUrl}/outbox.`);
  terminal.line(`  Seller: ${accounts.author.email}. Moderator: ${moderatorsOf(process.env).join(", ")}.\n`);
  const fleet = drivenFleet(stack);
  if (fleet === null) {
    await aborted(abort);
    return null;
  }
  const report = await driveFleet(
    { stack, fleet, trace, state, logs: state.logs, stackStartSeconds },
    options,
    terminal,
    abort,
  );
  return report;
}

function fleetFor(options: Options, trace: Trace): LocalStackOptions["fleet"] {
  if (options.stackOnly) return "none";
  return options.simulated ? { trace, seconds: secondsPerArm(options), seed: options.seed } : "haproxy";
}

function drivenFleet({ fleet, simulated }: LocalStack): DrivenFleet | null {
  if (fleet !== null) return { kind: "haproxy", live: fleet };
  return simulated === null ? null : { kind: "simulator", simulated };
}

const targetFileOf = (fleet: DrivenFleet): string =>
  fleet.kind === "haproxy" ? fleet.live.targetFile : fleet.simulated.targetFile;

type Running = {
  stack: LocalStack;
  fleet: DrivenFleet;
  trace: Trace;
  state: StateFolder;
  logs: string;
  stackStartSeconds: number;
};

async function driveFleet(
  running: Running,
  options: Options,
  terminal: Terminal,
  abort: AbortSignal,
): Promise<MainJobReport> {
  const { stack, fleet } = running;
  const { gatewayUrl, hubUrl } = stack.services;
  // What the gate measures would disturb what is measured here.
  await terminal.step("reference Personas judged by the gate (a minute each, once)", () => stack.gateDone());
  const began = performance.now();
  const folder = path.join(running.state.path, "agent");
  // The demo host is a new machine at every start: it enrols with a token of its own.
  rmSync(folder, { recursive: true, force: true });
  const journey = await stack.beginJourney();
  const token = await journey.enrolmentToken();
  await using agent = await terminal.step("agent enrolled with a one-time token", () =>
    startAgent({ folder, logs: running.logs, gatewayUrl, token, targetFile: targetFileOf(fleet) }),
  );
  running.state.remember(agent.process.pid);
  const secondsToFirstChange = await firstChange({ terminal, journey, agent, fleet, began, abort });
  terminal.line(`\n  Watch it: ${hubUrl}/fleets/${journey.fleet.fleetId}\n`);
  const report = await runMainJob({
    ...running,
    agent,
    journey,
    gatewayUrl,
    terminal,
    options,
    secondsToFirstChange,
    abort,
  });
  terminal.line(`\n${renderReport(report)}\n`);
  const experiment = await experimentOf({ journey, fleet, hubUrl, terminal, abort }, options.experiment);
  const whole: MainJobReport = { ...report, experiment };
  if (options.report !== null) writeFileSync(options.report, `${JSON.stringify(whole, null, 2)}\n`);
  if (!options.headless) await stayUp({ terminal, journey, fleet, hubUrl, abort });
  return whole;
}

type FirstChange = {
  terminal: Terminal;
  journey: Awaited<ReturnType<LocalStack["beginJourney"]>>;
  agent: Awaited<ReturnType<typeof startAgent>>;
  fleet: DrivenFleet;
  began: number;
  abort: AbortSignal;
};

/** Shadow → approved → active under ordinary traffic; seconds from the stack being up to the first applied change. */
async function firstChange({ terminal, journey, agent, fleet, began, abort }: FirstChange): Promise<number> {
  await using _traffic = backgroundTraffic({ fleet, terminal, abort }, generateTrace({ seed: 7, seconds: 90 }));
  await terminal.step("agent connected", () =>
    until("the agent's first connection", 30_000, () => journey.connectedHosts()),
  );
  await terminal.step("Persona fetched, verified, deciding in shadow", async () => {
    await journey.approveShadow();
    await until("the first decision in shadow", 30_000, async () => ((await agent.status())?.decisions.taken ?? 0) > 2);
  });
  await journey.approveActive();
  return terminal.step("approved by the admin; first change applied and read back", async () => {
    await until("the first applied change", 60_000, async () => ((await agent.status())?.decisions.applied ?? 0) > 0);
    return (performance.now() - began) / 1000;
  });
}

async function stayUp({
  terminal,
  journey,
  fleet,
  hubUrl,
  abort,
}: Omit<FirstChange, "agent" | "began"> & { hubUrl: string }): Promise<void> {
  await journey.setMode("active");
  terminal.line(
    `  The Persona stays in charge and traffic goes on; watch it on ${hubUrl}/fleets/${journey.fleet.fleetId}. Ctrl-C ends everything.`,
  );
  while (!abort.aborted) {
    await using _traffic = backgroundTraffic({ fleet, terminal, abort }, generateTrace({ seed: 7, seconds: 600 }));
    await Promise.race([aborted(abort), new Promise((resolve) => setTimeout(resolve, 600_000).unref())]);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

// Found out before the run, not after four minutes of it.
function requireWritable(report: string | null): void {
  if (report === null) return;
  try {
    writeFileSync(report, "", { flag: "a" });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new StackError(
      "bad-option",
      `The report cannot be written to ${report} (${code}): give --report a path in a folder that you may write to.`,
    );
  }
}
