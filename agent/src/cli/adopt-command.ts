import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { adopt, type Adoption } from "../adopt/adopt.ts";
import { writeOwnFiles, type Written } from "../adopt/own-files.ts";
import { AgentError, messageOf } from "../agent-error.ts";
import type { Given } from "./command-line.ts";

/** Where the agent's own files lie unless `--out` says otherwise; nothing is written there without it. */
const DEFAULT_FOLDER = "/etc/fleet-agent/adopted";

/** `fleet-agent adopt FILE`: what it takes to steer a service that somebody else configured. The file itself is only read. */
export function adoptCommand(given: Given): number {
  const [name, ...more] = given.positionals;
  if (name === undefined || more.length > 0)
    throw new AgentError(
      "usage",
      "adopt takes one configuration file: `fleet-agent adopt /etc/haproxy/haproxy.cfg --diff`.",
    );
  const file = resolve(name);
  const outFolder = resolve(given.out ?? DEFAULT_FOLDER);
  const adoption = adopt(readText(file), { file, outFolder, backend: given.backend });
  const own = [
    ...adoption.files,
    { name: adoption.target.name, content: `${JSON.stringify(adoption.target.json, null, 2)}\n` },
  ];
  const written = given.out === undefined ? [] : writeOwnFiles(outFolder, own);
  if (given.json === true) {
    const { kind, diff, steers, cannot, next, target } = adoption;
    print({ kind, file, outFolder, diff, files: own, target: target.json, steers, cannot, next, written });
  } else if (given.diff === true) {
    // The diff alone, so that it can be piped into `patch`; sentences go to where people look.
    process.stdout.write(adoption.diff);
    process.stderr.write(sentences(adoption, written, outFolder));
  } else process.stdout.write(`${adoption.diff}\n${sentences(adoption, written, outFolder)}`);
  return 0;
}

function sentences(adoption: Adoption, written: readonly Written[], outFolder: string): string {
  const { edits, files, target, steers, cannot, next } = adoption;
  const names = [...files.map(({ name }) => name), target.name];
  const own =
    written.length === 0
      ? ["The agent's own files, written with --out DIR:", ...names.map((name) => `  ${join(outFolder, name)}`)]
      : written.map(({ path, what }) => `${what.padEnd(9)} ${path}`);
  const yours = edits.length === 0 ? "Nothing to change in your own file." : "The lines above are yours to add.";
  return `${[
    yours,
    ...own,
    "",
    `Steers ${steers.join(", ")}.`,
    ...(cannot.length === 0 ? [] : ["Cannot steer, and why:", ...cannot.map((sentence) => `  ${sentence}`)]),
    "",
    "Next:",
    ...next.map((sentence, index) => `  ${index + 1}. ${sentence}`),
  ].join("\n")}\n`;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new AgentError("not-adoptable", `${file} cannot be read (${messageOf(error)}): name a readable file.`);
  }
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
