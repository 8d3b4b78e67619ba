import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { AgentError } from "../agent-error.ts";
import { isMissing, readFileIfPresent, writeFileAtomically } from "../state/atomic-file.ts";
import type { OwnFile } from "./adopter.ts";

/** Names of what adopt made in a folder, with the SHA-256 of what it wrote: the only files it may ever replace. */
const RECORD = ".fleet-agent-adopt.json";

const recordSchema = z.strictObject({ made: z.record(z.string(), z.string()) });

export type Written = { readonly name: string; readonly path: string; readonly what: "written" | "unchanged" | "kept" };

/**
 * Writes the agent's own files into `folder` and nowhere else. A file that adopt did not make, one that somebody changed
 * since, a link, and a name that leads out of the folder are refused with `not-adoptable` before anything is written.
 */
export function writeOwnFiles(folder: string, files: readonly OwnFile[]): readonly Written[] {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const root = realpathSync(folder);
  const made = readRecord(join(root, RECORD));
  const todo = files.map((file) => ({ file, ...judge(root, file, made) }));
  for (const { file, path, what } of todo) {
    // HAProxy and nginx read these as their own users.
    if (what === "written") writeFileAtomically(path, file.content, { mode: 0o644 });
    made[file.name] = what === "kept" ? (made[file.name] ?? "") : digestOf(file.content);
  }
  writeFileAtomically(join(root, RECORD), `${JSON.stringify({ made }, null, 2)}\n`, { mode: 0o644 });
  return todo.map(({ file, path, what }) => ({ name: file.name, path, what }));
}

function judge(root: string, file: OwnFile, made: Readonly<Record<string, string>>): Omit<Written, "name"> {
  if (file.name !== basename(file.name) || file.name.startsWith("."))
    throw refused(`${file.name} is not a plain file name, and adopt writes into its own folder only`);
  const path = join(root, file.name);
  const kind = kindOf(path);
  if (kind === "missing") return { path, what: "written" };
  if (kind !== "file" || !Object.hasOwn(made, file.name))
    throw refused(`${path} is there and was not made by adopt: name another folder with --out or move it away`);
  if (file.keep === true) return { path, what: "kept" };
  const there = readFileSync(path, "utf8");
  if (there === file.content) return { path, what: "unchanged" };
  if (digestOf(there) !== made[file.name])
    throw refused(`${path} was changed by somebody since adopt made it: move it away and run adopt again`);
  return { path, what: "written" };
}

function kindOf(path: string): "missing" | "file" | "other" {
  try {
    return lstatSync(path).isFile() ? "file" : "other";
  } catch (error) {
    if (isMissing(error)) return "missing";
    throw error;
  }
}

function readRecord(path: string): Record<string, string> {
  const text = readFileIfPresent(path);
  if (text === undefined) return {};
  try {
    return recordSchema.parse(JSON.parse(text)).made;
  } catch {
    throw refused(`${path} is not what adopt wrote: move it away and run adopt again`);
  }
}

const digestOf = (text: string) => createHash("sha256").update(text).digest("hex");

function refused(why: string): AgentError {
  return new AgentError("not-adoptable", `${why}.`);
}
