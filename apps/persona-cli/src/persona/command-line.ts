import { usageError } from "../command-line/command-error.ts";
import { parseOptions, type Given as GivenOptions, type Takes } from "../command-line/parse-options.ts";
import type { Command } from "./help.ts";

const OPTIONS = {
  template: { type: "string" },
  publisher: { type: "string" },
  algorithm: { type: "string" },
  steps: { type: "string" },
  seed: { type: "string" },
  seeds: { type: "string" },
  resume: { type: "boolean" },
  workers: { type: "string" },
  from: { type: "string" },
  out: { type: "string", short: "o" },
  generations: { type: "string" },
  population: { type: "string" },
  project: { type: "string" },
  normalisation: { type: "string" },
  observation: { type: "string" },
  actions: { type: "string" },
  numbers: { type: "string" },
  deviation: { type: "string" },
  temperature: { type: "string" },
  bundle: { type: "string" },
  manifest: { type: "string" },
  trace: { type: "string" },
  "time-column": { type: "string" },
  "count-column": { type: "string" },
  peak: { type: "string" },
  pace: { type: "string" },
  policies: { type: "string" },
  report: { type: "string" },
  state: { type: "string" },
  runs: { type: "string" },
  series: { type: "string" },
  key: { type: "string" },
  keyring: { type: "string" },
  another: { type: "string" },
  add: { type: "string" },
  remove: { type: "string" },
  revoke: { type: "string" },
  reason: { type: "string" },
  threshold: { type: "string" },
  successor: { type: "string" },
  yes: { type: "boolean" },
  severity: { type: "string" },
  title: { type: "string" },
  text: { type: "string" },
  affected: { type: "string" },
  "fixed-in": { type: "string" },
  method: { type: "string" },
  experiments: { type: "string" },
  own: { type: "boolean" },
  draft: { type: "boolean" },
  wait: { type: "boolean" },
  limit: { type: "string" },
  sort: { type: "string" },
  free: { type: "boolean" },
  passed: { type: "boolean" },
  json: { type: "boolean" },
} as const;
type Option = keyof typeof OPTIONS;

const TRACE = ["trace", "time-column", "count-column", "peak", "pace"] as const satisfies readonly Option[];
const LEARNING = ["seed", "resume", "workers", "out", "seeds", "policies", "json"] as const satisfies readonly Option[];

// `list` takes a Persona or nothing, `start` a version, the others a refinement.
const REFINE = ["what to do: list, start, status, fetch or cancel"] as const;
const VERSION = ["the version (PUBLISHER/NAME@VERSION)"] as const;

/** The options each command takes beside --help, and the words after it. */
const TAKES: Readonly<Record<Command, Takes<Option>>> = {
  init: { options: ["template", "publisher", "json"], words: ["the new folder"] },
  train: { options: ["algorithm", "steps", "from", ...LEARNING], words: ["the project's folder"] },
  evolve: { options: ["generations", "population", "from", ...LEARNING], words: ["the project's folder"] },
  import: {
    options: [
      ...(["project", "normalisation", "observation", "actions", "numbers", "deviation", "temperature"] as const),
      ...(["out", "seeds", "policies", "workers", "json"] as const),
    ],
    words: ["the ONNX model"],
  },
  evaluate: { options: ["bundle", "project", ...TRACE, "seeds", "policies", "workers", "report", "json"], words: [] },
  compare: {
    options: ["project", ...TRACE, "seeds", "policies", "workers", "json"],
    words: ["the first bundle", "the second bundle"],
  },
  inspect: { options: ["state", "json"], words: ["the bundle's folder"], more: true },
  check: { options: ["manifest", "bundle", "json"], words: ["the ONNX model"] },
  gate: { options: ["bundle", "runs", "series", "json"], words: [] },
  export: { options: ["out", "json"], words: ["the bundle's folder"] },
  keygen: { options: ["another", "out", "json"], words: ["the publisher"] },
  sign: { options: ["key", "json"], words: ["the bundle's folder or a file of keyrings"] },
  verify: { options: ["keyring", "json"], words: ["the bundle's folder"] },
  publish: { options: ["keyring", "draft", "wait", "json"], words: ["the bundle's folder"] },
  "rotate-key": {
    options: ["keyring", "key", "add", "remove", "revoke", "reason", "threshold", "json"],
    words: ["the publisher"],
  },
  search: { options: ["limit", "sort", "publisher", "free", "passed", "json"], words: [], more: true },
  show: { options: ["json"], words: ["the Persona (PUBLISHER/NAME or PUBLISHER/NAME@VERSION)"] },
  refine: { options: ["method", "seed", "experiments", "own", "out", "json"], words: REFINE, more: true },
  deprecate: { options: ["reason", "successor", "json"], words: VERSION },
  yank: { options: ["reason", "successor", "json"], words: VERSION },
  revoke: { options: ["reason", "yes", "json"], words: VERSION },
  restore: { options: ["json"], words: VERSION },
  advise: {
    options: ["severity", "title", "text", "affected", "fixed-in", "json"],
    words: ["the Persona (PUBLISHER/NAME)"],
  },
};

/** What was written behind a command. */
export type Given = GivenOptions<typeof OPTIONS>;

/** Parses what follows a command; what the command does not take is a usage error. */
export function parseCommandLine(command: Command, args: readonly string[]): Given {
  return parseOptions({ see: see(command), options: OPTIONS, takes: TAKES[command] }, args);
}

/** An option that a command cannot do without. */
export function needed(given: Given, command: Command, option: Option): string {
  const value = given[option];
  if (typeof value === "string" && value !== "") return value;
  throw usageError(`--${option} is missing: ${see(command)}.`);
}

/** A whole number that was written for an option, or what stands for none. */
export function wholeNumber<Absent>(given: Given, option: Option, least: number, absent: Absent): number | Absent {
  const value = given[option];
  if (value === undefined) return absent;
  if (/^\d{1,12}$/.test(String(value)) && Number(value) >= least) return Number(value);
  throw usageError(`--${option} ${String(value)} is no whole number from ${least} up.`);
}

/** A number above 0 that was written for an option, or what stands for none. */
export function positiveNumber<Absent>(given: Given, option: Option, absent: Absent): number | Absent {
  const value = given[option];
  if (value === undefined) return absent;
  if (Number.isFinite(Number(value)) && Number(value) > 0) return Number(value);
  throw usageError(`--${option} ${String(value)} is no number above 0.`);
}

/** One of a few words that was written for an option, or what stands for none. */
export function oneOf<Word extends string, Absent>(
  given: Given,
  option: Option,
  words: readonly Word[],
  absent: Absent,
): Word | Absent {
  const value = given[option];
  if (value === undefined) return absent;
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw usageError(`--${option} ${String(value)} is none of ${words.join(", ")}.`);
}

function see(command: Command): string {
  return `see \`persona ${command} --help\``;
}
