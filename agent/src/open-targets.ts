import { readFileSync } from "node:fs";
import { z } from "zod";
import { AgentError, messageOf } from "./agent-error.ts";
import { describeIssues } from "./config/agent-config.ts";
import { haproxyTargetSchema } from "./targets/haproxy/config.ts";
import { openHaproxyTarget } from "./targets/haproxy/haproxy-target.ts";
import type { Target } from "./targets/target.ts";

/** Every kind of target this build knows; a new one is a line here. */
const KINDS = {
  haproxy: { schema: haproxyTargetSchema, open: openHaproxyTarget },
} as const;

const kindSchema = z.looseObject({ kind: z.enum(Object.keys(KINDS) as [keyof typeof KINDS]) });

/** Reads one target file of the host and checks it; says what is wrong with it in one sentence. */
export function readTargetFile(path: string): z.infer<typeof haproxyTargetSchema> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new AgentError(
      "targets-invalid",
      `The target file ${path} cannot be read (${messageOf(error)}): correct it or name another with --targets.`,
    );
  }
  const kind = kindSchema.safeParse(json);
  if (!kind.success) throw invalid(path, kind.error);
  const parsed = KINDS[kind.data.kind].schema.safeParse(json);
  if (!parsed.success) throw invalid(path, parsed.error);
  return parsed.data;
}

/** Opens every target the host's config names. */
export async function openTargets(paths: readonly string[]): Promise<readonly Target[]> {
  const opened: Target[] = [];
  for (const path of paths) {
    const config = readTargetFile(path);
    opened.push(await KINDS[config.kind].open(config));
  }
  return opened;
}

function invalid(path: string, error: z.ZodError): AgentError {
  return new AgentError(
    "targets-invalid",
    `The target file ${path}: ${describeIssues(error)}; correct it and start again.`,
  );
}
