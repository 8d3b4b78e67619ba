import type { Decision } from "@fleet-persona/engine";
import type { EventRecord } from "@fleet-persona/protocol";

/** Attributes that another hand holds, by name. */
export type Hands = Decision["hands"];

/** What changed about other hands: who took something, and what is steered again. */
export function handEvents(before: Hands, after: Hands): EventRecord[] {
  const taken = Object.entries(after).flatMap(([name, hand]) =>
    before[name]?.since === hand.since && before[name].kind === hand.kind ? [] : [takenEvent(name, hand)],
  );
  const left = Object.keys(before).filter((name) => after[name] === undefined);
  return [...taken, ...left.map(resumedEvent)];
}

function takenEvent(name: string, { kind, ours, theirs, until }: Hands[string]): EventRecord {
  const what = `${name} was ${String(ours)} and somebody set it to ${String(theirs)}`;
  if (kind === "contention") {
    return {
      name: "contention-detected",
      severity: "error",
      message: `${what}, as before: something else steers it. It is left alone until you say to steer it again.`,
      detail: { attribute: name },
    };
  }
  const when = until === null ? "" : ` until ${new Date(until).toISOString()}`;
  return {
    name: "drift-detected",
    severity: "warning",
    message: `${what}. It is left alone${when}.`,
    detail: { attribute: name },
  };
}

function resumedEvent(name: string): EventRecord {
  return {
    name: "steering-resumed",
    severity: "info",
    message: `${name} is steered again.`,
    detail: { attribute: name },
  };
}
