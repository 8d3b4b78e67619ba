import { pauseSchema, type Pause } from "@fleet-persona/protocol";
import { z } from "zod";
import { AgentError, messageOf } from "../agent-error.ts";
import { readFileIfPresent, writeFileAtomically } from "../state/atomic-file.ts";

/** What `pauses.json` may hold. */
export const pausesSchema = z.array(pauseSchema).max(64);

/** The pauses that were asked for on this host; empty when there is no file. */
export function readPauses(path: string): readonly Pause[] {
  const text = readFileIfPresent(path);
  if (text === undefined) return [];
  try {
    return pausesSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new AgentError(
      "config-invalid",
      `${path} is damaged (${messageOf(error)}): \`fleet-agent resume\` removes it.`,
    );
  }
}

export function writePauses(path: string, pauses: readonly Pause[]): void {
  writeFileAtomically(path, `${JSON.stringify(pauses, null, 2)}\n`);
}
