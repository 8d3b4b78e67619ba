import { readFileSync } from "node:fs";
import { z } from "zod";
import { AgentError, messageOf } from "./agent-error.ts";
import { describeIssues } from "./config/agent-config.ts";
import type { Target } from "./targets/target.ts";

type Prepared = { ok: true; open: () => Promise<Target> } | { ok: false; error: z.ZodError };

/** One kind of target. `prepare` checks a host's target file; what it gives opens the target, and touches nothing before. */
export type TargetKind = {
  readonly kind: string;
  prepare(json: unknown): Promise<Prepared>;
};

/** Registers a kind: its name in the target file, and what loads the schema of that file and what opens it. */
export function targetKind<Config>({
  kind,
  load,
}: {
  readonly kind: string;
  readonly load: () => Promise<{
    readonly schema: z.ZodType<Config>;
    readonly open: (config: Config) => Promise<Target>;
  }>;
}): TargetKind {
  return {
    kind,
    async prepare(json) {
      const { schema, open } = await load();
      const parsed = schema.safeParse(json);
      return parsed.success ? { ok: true, open: () => open(parsed.data) } : { ok: false, error: parsed.error };
    },
  };
}

/** Every kind of target this build knows; a new one is a line here. A host loads those that its files name. */
export const TARGET_KINDS: readonly TargetKind[] = [
  targetKind({ kind: "haproxy", load: () => import("./targets/haproxy/kind.ts") }),
  targetKind({ kind: "cgroup", load: () => import("./targets/cgroup/kind.ts") }),
  targetKind({ kind: "nginx", load: () => import("./targets/nginx/kind.ts") }),
  targetKind({ kind: "script", load: () => import("./targets/script/kind.ts") }),
  targetKind({ kind: "url", load: () => import("./targets/url/kind.ts") }),
  targetKind({ kind: "simulator", load: () => import("./targets/simulator/kind.ts") }),
];

/** Reads one target file of the host and checks it; says what is wrong with it in one sentence. */
export async function readTargetFile(path: string, kinds = TARGET_KINDS): Promise<{ open: () => Promise<Target> }> {
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
  const prepared = await kinds.find(({ kind }) => kind === named.data.kind)?.prepare(json);
  if (prepared === undefined || !prepared.ok) throw invalid(path, prepared?.error ?? new z.ZodError([]));
  return prepared;
}

/** Opens every target the host's config names. When one cannot be opened, those that were are closed again. */
export async function openTargets(paths: readonly string[], kinds = TARGET_KINDS): Promise<readonly Target[]> {
  const files = await Promise.all(paths.map(async (path) => await readTargetFile(path, kinds)));
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
