import { parseArgs } from "node:util";
import { AgentError, messageOf } from "../agent-error.ts";
import { defaultStateRoot } from "../state/state-folder.ts";

/** Every option of every command; each command names the ones it takes. */
const OPTIONS = {
  state: { type: "string" },
  config: { type: "string" },
  gateway: { type: "string" },
  token: { type: "string" },
  targets: { type: "string" },
  trust: { type: "string" },
  name: { type: "string" },
  force: { type: "boolean" },
  json: { type: "boolean" },
  last: { type: "boolean" },
  for: { type: "string" },
  grow: { type: "boolean" },
  shrink: { type: "boolean" },
  attribute: { type: "string" },
  reason: { type: "string" },
  set: { type: "string", multiple: true },
  unset: { type: "string", multiple: true },
  signal: { type: "string", multiple: true },
  bound: { type: "string", multiple: true },
  "risk-tolerance": { type: "string" },
  "adjustment-factor": { type: "string" },
  "confidence-floor": { type: "string" },
  fallback: { type: "string" },
  diff: { type: "boolean" },
  out: { type: "string" },
  backend: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

type Option = keyof typeof OPTIONS;
export type Given = Readonly<{
  [Name in Option]?: (typeof OPTIONS)[Name]["type"] extends "boolean"
    ? boolean
    : (typeof OPTIONS)[Name] extends { multiple: true }
      ? readonly string[]
      : string;
}> & { readonly stateRoot: string; readonly positionals: readonly string[] };

/** Parses the arguments after the command; an option the command does not take is a usage error. */
export function parseCommandLine(command: string, given: readonly string[], allowed: readonly Option[]): Given {
  const options = Object.fromEntries(
    (["state", "config", "help", ...allowed] as const).map((name) => [name, OPTIONS[name]]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...given], options, allowPositionals: true, strict: true });
    const stateRoot = typeof values["state"] === "string" ? values["state"] : defaultStateRoot(process.env);
    return { ...values, stateRoot, positionals };
  } catch (error) {
    const [sentence] = messageOf(error).split(". ");
    throw new AgentError("usage", `${sentence ?? "Wrong arguments"}: see \`fleet-agent ${command} --help\`.`);
  }
}
