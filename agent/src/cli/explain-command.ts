import { existsSync } from "node:fs";
import { explain } from "@fleet-persona/engine";
import { AgentError } from "../agent-error.ts";
import type { ApplyOutcome } from "../apply/apply-outcome.ts";
import { openJournal, type Journal, type JournalEntry } from "../journal/journal.ts";
import { attributionOf } from "../loop/dry-run.ts";
import { personaLabel } from "../loop/running-persona.ts";
import { readStanding } from "../personas/assignment-file.ts";
import { loadStoredPersona, storedAssignment } from "../personas/stored-persona.ts";
import { stateFolder, type StateFolder } from "../state/state-folder.ts";
import type { Given } from "./command-line.ts";

/** `fleet-agent explain`: reads the journal beside a running agent, or after it. */
export function explainCommand(given: Given): number {
  const state = stateFolder(given.stateRoot);
  if (!existsSync(state.journal)) throw empty();
  using journal = openJournal(state.journal, { readOnly: true });
  const entry = chooseEntry(journal, given);
  if (given.json === true) {
    process.stdout.write(`${JSON.stringify(entry)}\n`);
    return 0;
  }
  const when = new Date(entry.at).toISOString();
  const outcome = entry.apply === null ? "" : ` ${sayOutcome(entry.apply)}`;
  const why = sayAttribution(state, entry);
  process.stdout.write(
    `${entry.number}  ${when}  ${entry.persona}\n${explain(entry.decision)}${sayArm(entry)}${outcome}\n${why}`,
  );
  return 0;
}

/** The entry that was asked for: by number, the newest that changed something, or with --last the newest of all. */
export function chooseEntry(journal: Journal, given: Given): JournalEntry {
  const [wanted] = given.positionals;
  if (wanted === undefined) {
    const found = given.last === true ? journal.last() : (journal.last({ outcome: "adjust" }) ?? journal.last());
    if (found === undefined) throw empty();
    return found;
  }
  const number = Number(wanted);
  if (!Number.isInteger(number))
    throw new AgentError("usage", `${wanted} is not a decision's number: see \`fleet-agent explain --help\`.`);
  const found = journal.entry(number);
  if (found !== undefined) return found;
  throw new AgentError(
    "journal-empty",
    `The journal holds no decision ${number}: \`fleet-agent explain --last\` shows the newest.`,
  );
}

function sayArm({ experiment }: JournalEntry): string {
  return experiment === null ? "" : ` Decided on arm ${experiment.arm} of experiment ${experiment.experimentId}.`;
}

const BAR = 20;
const MOST_SHOWN = 6;

// Only where the decision was the policy's and its Persona is still here to be asked again.
function sayAttribution(state: StateFolder, { decision, replay, persona }: JournalEntry): string {
  const assignment = storedAssignment(readStanding(state.assignment), persona);
  if (replay === null || assignment === null || decision.decider !== "policy") return "";
  const running = loadStoredPersona(state, assignment);
  try {
    if (personaLabel(running) !== persona) return "";
    const shown = attributionOf(running, decision, replay).slice(0, MOST_SHOWN);
    const strongest = shown[0]?.change ?? 1;
    const lines = shown.map(({ signal, change, toward }) => {
      const bar = "#".repeat(Math.max(1, Math.round((change / strongest) * BAR)));
      return `  ${signal.padEnd(28)} ${bar.padEnd(BAR)} ${toward < 0 ? "-" : "+"}${change.toFixed(3)}`;
    });
    return lines.length === 0 ? "" : `What each signal made of it (+ for it, - against):\n${lines.join("\n")}\n`;
  } finally {
    running.policy.release();
  }
}

function sayOutcome(outcome: ApplyOutcome): string {
  switch (outcome.kind) {
    case "applied":
      return `Applied and read back: ${outcome.steps.join("; ")}.`;
    case "undone":
      return `Undone (${outcome.because}): ${outcome.message}.`;
    case "failed":
      return `Failed (${outcome.because}): ${outcome.message}; the way back failed too: ${outcome.undo}.`;
    case "skipped":
      return `Not applied (${outcome.because}): ${outcome.message}.`;
  }
  return outcome satisfies never;
}

function empty(): AgentError {
  return new AgentError(
    "journal-empty",
    "No decision was made yet: assign a Persona to the fleet and start the agent with `fleet-agent run`.",
  );
}
