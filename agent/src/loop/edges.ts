import type { Decision } from "@fleet-persona/engine";
import type { EventName, EventRecord } from "@fleet-persona/protocol";
import { handEvents, type Hands } from "./hand-events.ts";
import { safeWayOf } from "./safe-way.ts";

const ARRIVED = "The Persona was revoked; this host has its safe configuration and keeps it.";

/** Turns how things are into events, one when something begins and one when it ends. */
export type Edges = Readonly<{
  targetLost(name: string, message: string): EventRecord[];
  targetSeen(name: string): EventRecord[];
  decided(decision: Decision): EventRecord[];
  paused(now: boolean): EventRecord[];
  leads(now: boolean): EventRecord[];
  /** Why the fallback decides at the moment, or null. */
  fallback(): string | null;
  lost(): string | null;
}>;

export function edges(): Edges {
  let lost: string | null = null;
  const signal = sentences("signal-lost", "signal-recovered", "Every required signal is there again.");
  const fallback = sentences("fallback-entered", "fallback-left", "The policy decides again.");
  const killed = sentences("kill-switch-engaged", "kill-switch-released", "The kill switch was released.", "error");
  const frozen = sentences("freeze-began", "freeze-ended", "The freeze is over.", "info");
  let hands: Hands = {};
  const arrival = arrivals();
  let paused = false;
  let leads = false;
  return {
    fallback: () => fallback.now(),
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
      const before = hands;
      hands = decision.hands;
      return [
        ...signal.turn(missingSignal(decision)),
        ...fallback.turn(handoverSentence(decision), handoverSeverity(decision)),
        ...killed.turn(
          decision.override === "kill-switch" ? `The kill switch is engaged: ${decision.note ?? ""}` : null,
        ),
        ...arrival(decision),
        ...frozen.turn(decision.frozenBy === null ? null : `Changes are frozen by ${decision.frozenBy}.`),
        ...handEvents(before, hands),
        ...(decision.tripped === null ? [] : [trippedEvent(decision.tripped)]),
      ];
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
    leads: (now) => {
      if (now === leads) return [];
      leads = now;
      return [
        now
          ? event("leader-gained", "info", "This host decides for the fleet now.")
          : event("leader-lost", "info", "This host no longer decides for the fleet."),
      ];
    },
  };
}

/** Tells once when the safe configuration that a revocation asks for is reached. */
function arrivals(): (decision: Decision) => EventRecord[] {
  let arrived = false;
  return (decision) => {
    const before = arrived;
    arrived = decision.override === "revocation" && safeWayOf(decision)?.state === "safe";
    return arrived && !before ? [event("safe-configuration-reached", "info", ARRIVED)] : [];
  };
}

/** Something that is so for a while, with a sentence; a new sentence begins it anew. */
function sentences(begins: EventName, ends: EventName, ending: string, severity: EventRecord["severity"] = "warning") {
  let current: string | null = null;
  return {
    now: () => current,
    turn: (next: string | null, how = severity): EventRecord[] => {
      const before = current;
      current = next;
      if (next === before) return [];
      return [next === null ? event(ends, "info", ending) : event(begins, how, next)];
    },
  };
}

function missingSignal({ handover }: Decision): string | null {
  return handover?.kind === "required-signal" ? `The required signal ${handover.signal} is ${handover.problem}.` : null;
}

function handoverSentence({ handover, override }: Decision): string | null {
  if (handover === null) return null;
  switch (handover.kind) {
    case "revoked":
      return override === null ? "The fallback decides because the Persona was revoked." : null;
    case "required-signal":
      return `The fallback decides because the required signal ${handover.signal} is ${handover.problem}.`;
    case "low-confidence":
      return "The fallback decides because the policy is not confident enough here.";
    case "policy":
      if (handover.because === "not-asked") return "The fallback decides: it is asked in the policy's place.";
      return `The fallback decides because of the policy: ${handover.because}.`;
  }
  return handover satisfies never;
}

// That somebody asked for it is no reason to warn.
function handoverSeverity({ handover }: Decision): EventRecord["severity"] {
  return handover?.kind === "policy" && handover.because === "not-asked" ? "info" : "warning";
}

function trippedEvent({ back, before, after }: NonNullable<Decision["tripped"]>): EventRecord {
  const names = Object.keys(back).join(", ");
  const message = `After ${names} changed, errors went from ${before.errorRate.toFixed(3)} to ${after.errorRate.toFixed(3)} and p95 from ${before.latency.toFixed(0)} to ${after.latency.toFixed(0)} ms: it is taken back.`;
  return event("guardrail-tripped", "error", message);
}

function event(name: EventName, severity: EventRecord["severity"], message: string): EventRecord {
  return { name, severity, message: message.slice(0, 1000), detail: {} };
}
