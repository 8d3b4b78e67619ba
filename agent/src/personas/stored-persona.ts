import type { Assignment } from "@fleet-persona/protocol";
import { AgentError } from "../agent-error.ts";
import type { RunningPersona } from "../loop/running-persona.ts";
import { loadPolicy } from "../policy/policy-runtime.ts";
import type { StateFolder } from "../state/state-folder.ts";
import { readBundle } from "./persona-folder.ts";
import { openTrustOf } from "../trust/open-trust.ts";

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
