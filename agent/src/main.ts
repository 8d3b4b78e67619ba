import { AgentError, EXIT_CODES, messageOf } from "./agent-error.ts";
import { parseCommandLine, type Given } from "./cli/command-line.ts";
import { HELP, OVERVIEW, type Command } from "./cli/help.ts";
import { AGENT_VERSION } from "./version.ts";

type Entry = Readonly<{
  options: Parameters<typeof parseCommandLine>[2];
  load: () => Promise<(given: Given) => number | Promise<number>>;
}>;

// Loaded when asked for: `status` has no use for the policy runtime.
const COMMANDS: Readonly<Record<Command, Entry>> = {
  enrol: {
    options: ["gateway", "token", "targets", "name", "trust", "force"],
    load: async () => (await import("./cli/enrol-command.ts")).enrolCommand,
  },
  adopt: {
    options: ["diff", "out", "backend", "json"],
    load: async () => (await import("./cli/adopt-command.ts")).adoptCommand,
  },
  run: { options: [], load: async () => (await import("./cli/run-command.ts")).runCommand },
  status: { options: ["json"], load: async () => (await import("./cli/status-command.ts")).statusCommand },
  trust: { options: ["json"], load: async () => (await import("./cli/trust-command.ts")).trustCommand },
  explain: { options: ["json", "last"], load: async () => (await import("./cli/explain-command.ts")).explainCommand },
  pause: {
    options: ["for", "grow", "shrink", "attribute"],
    load: async () => (await import("./cli/pause-command.ts")).pauseCommand,
  },
  resume: { options: [], load: async () => (await import("./cli/resume-command.ts")).resumeCommand },
  kill: { options: ["reason"], load: async () => (await import("./cli/kill-command.ts")).killCommand },
  revive: { options: [], load: async () => (await import("./cli/kill-command.ts")).reviveCommand },
  bounds: {
    options: ["json", "set", "unset"],
    load: async () => (await import("./cli/bounds-command.ts")).boundsCommand,
  },
  "dry-run": {
    options: ["signal", "bound", "risk-tolerance", "adjustment-factor", "confidence-floor", "fallback", "json"],
    load: async () => (await import("./cli/dry-run-command.ts")).dryRunCommand,
  },
  doctor: { options: [], load: async () => (await import("./cli/doctor-command.ts")).doctorCommand },
  stop: { options: [], load: async () => (await import("./cli/stop-command.ts")).stopCommand },
};

async function main(given: readonly string[]): Promise<number> {
  const [command = "--help", ...rest] = given;
  if (command === "--help" || command === "-h" || command === "help") return print(OVERVIEW);
  if (command === "--version") return print(AGENT_VERSION);
  if (!isCommand(command)) {
    throw new AgentError("usage", `There is no command ${command}: \`fleet-agent --help\` lists them.`);
  }
  const parsed = parseCommandLine(command, rest, COMMANDS[command].options);
  if (parsed.help === true) return print(HELP[command]);
  return await (
    await COMMANDS[command].load()
  )(parsed);
}

function isCommand(word: string): word is Command {
  return Object.hasOwn(COMMANDS, word);
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`fleet-agent: ${messageOf(error)}\n`);
  process.exitCode = error instanceof AgentError ? EXIT_CODES[error.code] : 1;
}
