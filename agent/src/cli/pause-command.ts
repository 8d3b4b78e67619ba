import type { Pause } from "@fleet-persona/protocol";
import { AgentError } from "../agent-error.ts";
import { readPauses, writePauses } from "../control/pause-file.ts";
import { openStateFolder } from "../state/state-folder.ts";
import type { Given } from "./command-line.ts";
import { durationMs } from "./duration.ts";

/** `fleet-agent pause`: adds to what is paused already; the running agent sees it in its next round. */
export function pauseCommand(given: Given): number {
  const state = openStateFolder(given.stateRoot);
  const now = Date.now();
  const scope = scopeOf(given);
  const until = given.for === undefined ? null : now + durationMs(given.for);
  const standing = readPauses(state.pauses).filter((pause) => pause.until === null || now < pause.until);
  const others = standing.filter((pause) => JSON.stringify(pause.scope) !== JSON.stringify(scope));
  writePauses(state.pauses, [...others, { scope, until }]);
  const when = until === null ? "until `fleet-agent resume`" : `until ${new Date(until).toISOString()}`;
  process.stdout.write(`Paused ${sayScope(scope)} on this host ${when}.\n`);
  return 0;
}

function scopeOf({ grow, shrink, attribute }: Given): Pause["scope"] {
  const said = [grow === true, shrink === true, attribute !== undefined].filter(Boolean).length;
  if (said > 1)
    throw new AgentError("usage", "--grow, --shrink and --attribute exclude each other: pause twice instead.");
  if (grow === true) return { kind: "direction", direction: "grow" };
  if (shrink === true) return { kind: "direction", direction: "shrink" };
  return attribute === undefined ? { kind: "all" } : { kind: "attribute", attribute };
}

function sayScope(scope: Pause["scope"]): string {
  switch (scope.kind) {
    case "all":
      return "everything";
    case "direction":
      return scope.direction === "grow" ? "what grows" : "what shrinks";
    case "attribute":
      return scope.attribute;
  }
  return scope satisfies never;
}
