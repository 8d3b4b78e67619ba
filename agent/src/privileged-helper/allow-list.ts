import { lstatSync, readFileSync } from "node:fs";
import { basename, dirname, normalize } from "node:path";
import { z } from "zod";
import { AgentError, messageOf } from "../agent-error.ts";
import { describeIssues } from "../config/agent-config.ts";

// What the kernel takes in each of the files that a helper may write; no other file can be allowed at all.
const CONTENT: Readonly<Record<string, RegExp>> = {
  "cpu.max": /^(?:max|[1-9]\d{3,9}) [1-9]\d{3,6}$/,
  "cpu.cfs_quota_us": /^(?:-1|[1-9]\d{3,9})$/,
};

const absolute = z
  .string()
  .max(1_024)
  .refine((path) => path.startsWith("/") && normalize(path) === path && !path.includes("\0"), {
    message: "must be an absolute path without . or ..",
  });

const allowListSchema = z.strictObject({
  /** Exactly these files, each named `cpu.max` or `cpu.cfs_quota_us`. */
  files: z
    .array(absolute.refine((path) => basename(path) in CONTENT, { message: "must be a cpu.max or cpu.cfs_quota_us" }))
    .max(1_024)
    .default([]),
  /** Exactly these commands; a request names one and can add nothing to it. */
  commands: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
        argv: z.tuple([absolute], z.string().max(1_024)),
        timeout_s: z.number().positive().max(60).default(10),
      }),
    )
    .max(64)
    .default([]),
});

export type AllowList = Readonly<z.infer<typeof allowListSchema>>;

/** Whether the kernel's file of this name would be given something that it takes. */
export function isQuotaText(file: string, text: string): boolean {
  return CONTENT[basename(file)]?.test(text) ?? false;
}

/** Reads the allow-list. Throws `config-invalid` when anybody but its owner, who must be the one the helper runs as, could change it. */
export function loadAllowList(path: string, owner = process.getuid?.() ?? 0): AllowList {
  refuseWritableByOthers(path, owner);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw invalid(`${path} cannot be read (${messageOf(error)})`);
  }
  return parseAllowList(json, path);
}

/** Checks what an allow-list says; who may write the file is `loadAllowList`'s affair. */
export function parseAllowList(json: unknown, path: string): AllowList {
  const parsed = allowListSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw invalid(`${path}: ${describeIssues(parsed.error)}`);
}

/** Checks a file and every folder above it: whoever may write one of them could put another list in its place. */
export function refuseWritableByOthers(path: string, owner: number): void {
  if (!path.startsWith("/") || normalize(path) !== path) throw invalid(`${path} is not an absolute path`);
  const file = statOf(path);
  if (!file.isFile()) throw invalid(`${path} is not a plain file`);
  if (file.uid !== owner) throw invalid(`${path} belongs to user ${file.uid}, not to ${owner}`);
  if ((file.mode & 0o022) !== 0) throw invalid(`${path} can be written by others than its owner`);
  const folder = dirname(path);
  for (let above = folder; ; above = dirname(above)) {
    const { mode, uid } = statOf(above);
    // In a sticky folder nobody can replace what is another's, so a sticky ancestor will do; a sticky folder of the list itself not.
    const safeAncestor = above !== folder && (mode & 0o1000) !== 0;
    if ((mode & 0o022) !== 0 && !safeAncestor) throw invalid(`the folder ${above} can be written by others`);
    if (uid !== owner && uid !== 0) throw invalid(`the folder ${above} belongs to user ${uid}`);
    if (above === "/") return;
  }
}

function statOf(path: string) {
  try {
    return lstatSync(path);
  } catch (error) {
    throw invalid(`${path} cannot be looked at (${messageOf(error)})`);
  }
}

function invalid(what: string): AgentError {
  return new AgentError("config-invalid", `The allow-list is refused: ${what}; correct it and start again.`);
}
