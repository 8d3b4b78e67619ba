import { verifyBundle } from "@fleet-persona/persona";
import type { Assignment } from "@fleet-persona/protocol";
import { AgentError } from "../agent-error.ts";
import type { RunningPersona } from "../loop/running-persona.ts";
import { loadPolicy } from "../policy/policy-runtime.ts";
import type { StateFolder } from "../state/state-folder.ts";
import { readBundle } from "./persona-folder.ts";
import { openPublisherPins } from "./publisher-pins.ts";
import { trustFor } from "./publisher-trust.ts";

const LIMIT_MS = 1000;

/** The installed Persona beside a running agent, verified again like at any load; the caller releases its policy. */
export function loadStoredPersona(state: StateFolder, assignment: Assignment): RunningPersona {
  const files = readBundle(state.personas, assignment.digest);
  if (files === undefined) throw unusable("its files are not on this host any more");
  const trust = trustFor(openPublisherPins(state.pins), assignment);
  if ("code" in trust) throw unusable(trust.message);
  const { newerThanVersion: _anyVersion, ...diskTrust } = trust;
  const verified = verifyBundle(files, diskTrust);
  if (verified.kind === "refused") throw unusable(`${verified.code}: ${verified.message}`);
  const policy = loadPolicy(verified.persona, { emptyFolder: state.empty, limitMs: LIMIT_MS });
  return { persona: verified.persona, policy, assignment };
}

function unusable(why: string): AgentError {
  return new AgentError("policy-unusable", `The installed Persona cannot be used (${why}): assign it again.`);
}
