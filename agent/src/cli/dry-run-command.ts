import { changesOf, explain, type Decision } from "@fleet-persona/engine";
import { AgentError } from "../agent-error.ts";
import { openJournal } from "../journal/journal.ts";
import { dryRun, type Otherwise } from "../loop/dry-run.ts";
import { readStanding } from "../personas/assignment-file.ts";
import { loadStoredPersona, storedAssignment } from "../personas/stored-persona.ts";
import { stateFolder } from "../state/state-folder.ts";
import { parseBound } from "./bound-text.ts";
import type { Given } from "./command-line.ts";
import { chooseEntry } from "./explain-command.ts";

/** `fleet-agent dry-run`: the journal's moment, the verified policy, the same reducer; nothing is applied. */
export function dryRunCommand(given: Given): number {
  const state = stateFolder(given.stateRoot);
  using journal = openJournal(state.journal, { readOnly: true });
  const entry = chooseEntry(journal, given);
  if (entry.replay === null) {
    throw new AgentError(
      "journal-empty",
      `Decision ${entry.number} was journalled without its replay: take one that changed something (\`fleet-agent explain\`).`,
    );
  }
  const assignment = storedAssignment(readStanding(state.assignment), entry.persona);
  if (assignment === null)
    throw new AgentError("policy-unusable", "No Persona is installed on this host: assign one first.");
  const running = loadStoredPersona(state, assignment);
  try {
    const again = dryRun(running, entry.decision, entry.replay, {});
    const otherwise = dryRun(running, entry.decision, entry.replay, otherwiseOf(given));
    print(given, { recorded: entry.decision, reproduced: sameMoves(entry.decision, again), otherwise });
  } finally {
    running.policy.release();
  }
  return 0;
}

function otherwiseOf(given: Given): Otherwise {
  const signals = (given.signal ?? []).map((text): [string, number | null] => {
    const [, name = "", value = ""] = /^([^=]+)=(.*)$/.exec(text) ?? [];
    if (name === "")
      throw new AgentError("usage", `${text} is not a signal: write NAME=VALUE, or NAME= to take it away.`);
    return [name, value === "" ? null : numberOf("--signal", value)];
  });
  const bounds = (given.bound ?? []).map(parseBound).map(({ attribute, bound }) => [attribute, bound] as const);
  const dial = (option: "risk-tolerance" | "adjustment-factor" | "confidence-floor") => {
    const text = given[option];
    return text === undefined ? undefined : numberOf(`--${option}`, text);
  };
  return {
    signals: Object.fromEntries(signals),
    bounds: Object.fromEntries(bounds),
    riskTolerance: dial("risk-tolerance"),
    adjustmentFactor: dial("adjustment-factor"),
    confidenceFloor: dial("confidence-floor"),
    fallback: fallbackOf(given.fallback),
  };
}

function numberOf(option: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new AgentError("usage", `${option} takes a number, not ${text}.`);
}

function fallbackOf(text: string | undefined): Otherwise["fallback"] {
  if (text === undefined || text === "reactive" || text === "hold" || text === "safe") return text;
  throw new AgentError("usage", `--fallback takes reactive, hold or safe, not ${text}.`);
}

function sameMoves(a: Decision, b: Decision): boolean {
  return JSON.stringify(changesOf(a)) === JSON.stringify(changesOf(b));
}

type Answer = Readonly<{ recorded: Decision; reproduced: boolean; otherwise: Decision }>;

function print(given: Given, { recorded, reproduced, otherwise }: Answer): void {
  if (given.json === true) {
    process.stdout.write(`${JSON.stringify({ recorded, reproduced, otherwise })}\n`);
    return;
  }
  const lines = [
    `was    ${explain(recorded)}`,
    `would  ${explain({ ...otherwise, mode: "shadow" })}`,
    ...otherwise.verdicts.map(({ attribute, current, recommended, final, clippedBy, heldBy }) => {
      const guards = [...clippedBy, ...(heldBy === null ? [] : [`held by ${heldBy}`])].join(", ");
      const way = `${String(current)} -> ${String(recommended)} raw -> ${String(final)} final`;
      return `       ${attribute.padEnd(26)} ${way}${guards === "" ? "" : `   ${guards}`}`;
    }),
    reproduced
      ? "Unchanged, the same moment gives the recorded decision again."
      : "Unchanged, the same moment does not give the recorded decision again: the Persona or the build changed since.",
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
