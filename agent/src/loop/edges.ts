import type { Decision } from "@fleet-persona/engine";
import type { EventRecord } from "@fleet-persona/protocol";

/** Turns how things are into events, one when something begins and one when it ends. */
export type Edges = Readonly<{
  targetLost(name: string, message: string): EventRecord[];
  targetSeen(name: string): EventRecord[];
  decided(decision: Decision): EventRecord[];
  paused(now: boolean): EventRecord[];
  /** Why the fallback decides at the moment, or null. */
  fallback(): string | null;
  lost(): string | null;
}>;

export function edges(): Edges {
  let lost: string | null = null;
  let fallback: string | null = null;
  let signal: string | null = null;
  let paused = false;
  return {
    fallback: () => fallback,
    lost: () => lost,
    targetLost: (name, message) => {
      const first = lost === null;
      lost = message;
      return first ? [event("target-lost", "error", `${name}: ${message}; nothing is decided until it is back.`)] : [];
    },
    targetSeen: (name) => {
      if (lost === null) return [];
      lost = null;
      return [event("target-recovered", "info", `${name} answers again and was read anew.`)];
    },
    decided: (decision) => {
      const events: EventRecord[] = [];
      const [signalBefore, fallbackBefore] = [signal, fallback];
      signal = missingSignal(decision);
      fallback = handoverSentence(decision);
      if (signal !== signalBefore && signal !== null) events.push(event("signal-lost", "warning", signal));
      if (signal === null && signalBefore !== null)
        events.push(event("signal-recovered", "info", "Every required signal is there again."));
      if (fallback !== fallbackBefore && fallback !== null) events.push(event("fallback-entered", "warning", fallback));
      if (fallback === null && fallbackBefore !== null)
        events.push(event("fallback-left", "info", "The policy decides again."));
      return events;
    },
    paused: (now) => {
      if (now === paused) return [];
      paused = now;
      return [
        now
          ? event("paused", "info", "Paused: nothing is changed until it is resumed.")
          : event("resumed", "info", "Resumed."),
      ];
    },
  };
}

function missingSignal({ handover }: Decision): string | null {
  return handover?.kind === "required-signal" ? `The required signal ${handover.signal} is ${handover.problem}.` : null;
}

function handoverSentence({ handover }: Decision): string | null {
  if (handover === null) return null;
  switch (handover.kind) {
    case "required-signal":
      return `The fallback decides because the required signal ${handover.signal} is ${handover.problem}.`;
    case "low-confidence":
      return "The fallback decides because the policy is not confident enough here.";
    case "policy":
      return `The fallback decides because of the policy: ${handover.because}.`;
  }
  return handover satisfies never;
}

function event(name: EventRecord["name"], severity: EventRecord["severity"], message: string): EventRecord {
  return { name, severity, message: message.slice(0, 1000), detail: {} };
}
