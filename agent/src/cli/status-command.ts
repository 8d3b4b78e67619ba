import { readFileIfPresent } from "../state/atomic-file.ts";
import { runningAgent } from "../state/running-process.ts";
import { stateFolder } from "../state/state-folder.ts";
import { AgentError, EXIT_CODES } from "../agent-error.ts";
import type { AgentStatus } from "../status/agent-status.ts";
import type { Given } from "./command-line.ts";
import { checkLine } from "./trust-command.ts";

/** `fleet-agent status`: what the running agent last wrote, at most a few seconds old. */
export function statusCommand(given: Given): number {
  const state = stateFolder(given.stateRoot);
  const text = readFileIfPresent(state.status);
  if (text === undefined) {
    throw new AgentError(
      "not-running",
      `No agent has run on ${state.root} yet: start one with \`fleet-agent run\`, or name its folder with --state.`,
    );
  }
  const status = JSON.parse(text) as AgentStatus;
  const running = runningAgent(state.pid) === status.pid;
  const shown = { ...status, running, connected: running && status.connected };
  process.stdout.write(given.json === true ? `${JSON.stringify(shown)}\n` : `${sentences(shown).join("\n")}\n`);
  return running ? 0 : EXIT_CODES["not-running"];
}

function sentences(status: AgentStatus & { running: boolean }): string[] {
  const { persona, decisions, decisionLatencyMs: latency } = status;
  const since = new Date(status.updatedAt).toISOString();
  const target = status.targets.map(
    ({ name, state, message }) => `${name} ${state}${message === null ? "" : ` (${message})`}`,
  );
  return [
    status.running ? `running as process ${status.pid}` : `not running; what follows is from ${since}`,
    `hub        ${status.connected ? "connected" : `not connected${status.hub.problem === null ? "" : ` (${status.hub.problem})`}`}`,
    `persona    ${persona === null ? "none" : `${persona.id} version ${persona.version}, ${persona.state}${persona.code === null ? "" : ` (${persona.code})`}`}`,
    `mode       ${status.mode}${status.paused ? ", paused" : ""}${status.fallback === null ? "" : `; ${status.fallback}`}`,
    ...sayExperiment(status),
    `targets    ${target.join(", ")}`,
    ...sayTrust(status),
    ...sayControls(status),
    ...status.sources.map(
      ({ name, state, message }) => `source     ${name} ${state}${message === null ? "" : ` (${message})`}`,
    ),
    `config     ${Object.entries(status.config)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(" ")}`,
    `decisions  ${decisions.taken} taken, ${decisions.held} held, ${decisions.applied} applied, ${decisions.undone} undone, ${decisions.failed} failed`,
    `outbox     ${status.outbox.frames} frames, ${status.outbox.bytes} B`,
    `cost       ${status.rssMb.toFixed(0)} MB, ${(status.cpuShare * 100).toFixed(2)} % of a core, decision p50 ${latency.p50.toFixed(2)} ms p99 ${latency.p99.toFixed(2)} ms`,
  ];
}

function sayExperiment({ experiment }: AgentStatus): string[] {
  if (experiment === null) return [];
  const { experimentId, since, message } = experiment;
  return [`experiment ${experimentId} since ${new Date(since).toISOString()}: ${message}`];
}

// One line while all four agree; a line for each that does not.
function sayTrust({ trust }: AgentStatus): string[] {
  const checks = (["publisher", "gate", "freshness", "lease"] as const).map((name) => [name, trust[name]] as const);
  const bad = checks.flatMap(([name, check]) => (check?.ok === false ? [checkLine(name, check)] : []));
  if (bad.length > 0) return bad;
  const good = checks.flatMap(([name, check]) => (check === null ? [] : [name]));
  return [`trust      ${good.length === 0 ? "nothing was installed yet" : `${good.join(", ")} ok`}`];
}

// What holds things back comes before what is well; nothing is said where nothing is held.
function sayControls({ killSwitch, pauses, leadership, hands, revocation }: AgentStatus): string[] {
  return [
    ...(killSwitch === null ? [] : [`KILLED     by ${killSwitch.by}: ${killSwitch.reason}`]),
    ...(revocation === null ? [] : [`REVOKED    ${revocation.reason}; ${sayWay(revocation)}`]),
    ...pauses.map(({ scope, until }) => {
      const what = scope.kind === "all" ? "everything" : scope.kind === "direction" ? scope.direction : scope.attribute;
      return `paused     ${what}${until === null ? "" : ` until ${new Date(until).toISOString()}`}`;
    }),
    ...Object.entries(hands).map(
      ([name, { kind, ours, theirs }]) => `left alone ${name} (${kind}: ${String(ours)} became ${String(theirs)})`,
    ),
    `leader     ${leadership === "leads" ? "this host" : leadership === "follows" ? "another host" : "nobody known"}`,
  ];
}

function sayWay({ state, startsAt, message }: NonNullable<AgentStatus["revocation"]>): string {
  switch (state) {
    case "waiting":
      return `the fallback decides until ${new Date(startsAt).toISOString()}, then the safe configuration`;
    case "going":
      return "going to the safe configuration";
    case "safe":
      return "the safe configuration is reached and kept";
    case "held":
      return `on the way to the safe configuration, held: ${message ?? "no reason known"}`;
  }
  return state satisfies never;
}
