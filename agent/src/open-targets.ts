import { readFileSync } from "node:fs";
import { z } from "zod";
import { AgentError, messageOf } from "./agent-error.ts";
import { describeIssues } from "./config/agent-config.ts";
import { openCgroupTarget } from "./targets/cgroup/cgroup-target.ts";
import { cgroupTargetSchema } from "./targets/cgroup/config.ts";
import { haproxyTargetSchema } from "./targets/haproxy/config.ts";
import { openHaproxyTarget } from "./targets/haproxy/haproxy-target.ts";
import { nginxTargetSchema } from "./targets/nginx/config.ts";
import { openNginxTarget } from "./targets/nginx/nginx-target.ts";
import { simulatorTargetSchema } from "./targets/simulator/config.ts";
import { scriptTargetSchema } from "./targets/script/config.ts";
import { openScriptTarget } from "./targets/script/script-target.ts";
import type { Target } from "./targets/target.ts";
import { urlTargetSchema } from "./targets/url/config.ts";
import { openUrlTarget } from "./targets/url/url-target.ts";

/** One kind of target. `prepare` checks a host's target file; what it gives opens the target, and touches nothing before. */
export type TargetKind = {
  readonly kind: string;
  prepare(json: unknown): { ok: true; open: () => Promise<Target> } | { ok: false; error: z.ZodError };
};

/** Registers a kind: its name in the target file, the schema of that file, and what opens it. */
export function targetKind<Config>({
  kind,
  schema,
  open,
}: {
  readonly kind: string;
  readonly schema: z.ZodType<Config>;
  readonly open: (config: Config) => Promise<Target>;
}): TargetKind {
  return {
    kind,
    prepare(json) {
      const parsed = schema.safeParse(json);
      return parsed.success ? { ok: true, open: () => open(parsed.data) } : { ok: false, error: parsed.error };
    },
  };
}

/** Every kind of target this build knows; a new one is a line here. */
export const TARGET_KINDS: readonly TargetKind[] = [
  targetKind({ kind: "haproxy", schema: haproxyTargetSchema, open: openHaproxyTarget }),
  targetKind({ kind: "cgroup", schema: cgroupTargetSchema, open: (config) => openCgroupTarget(config) }),
  targetKind({ kind: "nginx", schema: nginxTargetSchema, open: openNginxTarget }),
  targetKind({ kind: "script", schema: scriptTargetSchema, open: openScriptTarget }),
  targetKind({ kind: "url", schema: urlTargetSchema, open: openUrlTarget }),
  // Loaded only where a host's file names it: no other agent keeps a simulator in memory.
  targetKind({
    kind: "simulator",
    schema: simulatorTargetSchema,
    open: async (config) => (await import("./targets/simulator/simulator-target.ts")).openSimulatorTarget(config),
  }),
];

/** Reads one target file of the host and checks it; says what is wrong with it in one sentence. */
export function readTargetFile(path: string, kinds = TARGET_KINDS): { open: () => Promise<Target> } {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new AgentError(
      "targets-invalid",
      `The target file ${path} cannot be read (${messageOf(error)}): correct it or name another with --targets.`,
    );
  }
  const named = z.looseObject({ kind: z.enum(kinds.map(({ kind }) => kind)) }).safeParse(json);
  if (!named.success) throw invalid(path, named.error);
  const prepared = kinds.find(({ kind }) => kind === named.data.kind)?.prepare(json);
  if (prepared === undefined || !prepared.ok) throw invalid(path, prepared?.error ?? new z.ZodError([]));
  return prepared;
}

/** Opens every target the host's config names. When one cannot be opened, those that were are closed again. */
export async function openTargets(paths: readonly string[], kinds = TARGET_KINDS): Promise<readonly Target[]> {
  const files = paths.map((path) => readTargetFile(path, kinds));
  const opened: Target[] = [];
  try {
    for (const file of files) opened.push(await file.open());
  } catch (error) {
    await Promise.all(opened.map((target) => target.close()));
    throw error;
  }
  return opened;
}

function invalid(path: string, error: z.ZodError): AgentError {
  return new AgentError(
    "targets-invalid",
    `The target file ${path}: ${describeIssues(error)}; correct it and start again.`,
  );
}
