import type { Assignment } from "@fleet-persona/protocol";
import { AgentError } from "../agent-error.ts";
import type { RunningPersona } from "../loop/running-persona.ts";
import { loadPolicy } from "../policy/policy-runtime.ts";
import type { StateFolder } from "../state/state-folder.ts";
import type { Standing } from "./assignment-file.ts";
import { readBundle } from "./persona-folder.ts";
import { openTrustOf } from "../trust/open-trust.ts";

/**
 * The assignment of what made a journalled decision, by its `personaLabel`: what is in force, or another arm of an experiment whose bundle is
 * still here. Where it is neither, what is in force.
 */
export function storedAssignment(
  { inForce, kept }: Pick<Standing, "inForce" | "kept">,
  label: string,
): Assignment | null {
  const [, personaId, version, start] = /^(.+)@(\d+)#([0-9a-f]+)$/.exec(label) ?? [];
  const digest = start === undefined ? undefined : kept.find((each) => each.startsWith(start));
  if (inForce === null || digest === undefined || personaId === undefined) return inForce;
  return { ...inForce, personaId, version: Number(version), digest };
}

const LIMIT_MS = 1000;

/** The installed Persona beside a running agent, verified again like at any load; the caller releases its policy. */
export function loadStoredPersona(state: StateFolder, assignment: Assignment): RunningPersona {
  const files = readBundle(state.personas, assignment.digest);
  if (files === undefined) throw unusable("its files are not on this host any more");
  // Whose lease it is does not matter here: nothing is installed and nothing is applied.
  const loaded = openTrustOf(state, { tenantId: "", fleetId: "" }).load(assignment, files);
  if (loaded.kind === "refused") throw unusable(`${loaded.code}: ${loaded.message}`);
  const { persona, confidence } = loaded;
  const policy = loadPolicy(persona, { emptyFolder: state.empty, limitMs: LIMIT_MS });
  return { persona, policy, assignment, confidence };
}

function unusable(why: string): AgentError {
  return new AgentError("policy-unusable", `The installed Persona cannot be used (${why}): assign it again.`);
}
