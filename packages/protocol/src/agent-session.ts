import { base64 } from "@scure/base";
import type { AgentSessionEffect, AgentSessionEvent, AgentSessionSettings, OutboxItem } from "./agent-session-port.ts";
import { DEFAULT_BACKOFF, fullJitter } from "./backoff.ts";
import { challengeBytes } from "./challenge.ts";
import { SESSION_ERRORS, type RetryAdvice, type SessionErrorCode } from "./codes.ts";
import { encodeFrame } from "./frame.ts";
import type { AgentMessage, Dictionary } from "./messages-from-agent.ts";
import type { Ack, HubMessage, Welcome } from "./messages-from-hub.ts";
import { encodeMessage, parseHubMessage } from "./parse.ts";
import { frameFor, statusFor } from "./state-for-version.ts";
import { PROTOCOL_VERSIONS } from "./versions.ts";

/** An agent's side of the uplink, over any number of connections. Plain data. */
export type AgentSessionState = {
  readonly settings: AgentSessionSettings;
  readonly phase: "stopped" | "connecting" | "greeting" | "proving" | "streaming" | "closing";
  /** Failed attempts since the hub last acked something. */
  readonly attempt: number;
  readonly retry: RetryAdvice;
  readonly version: number | null;
  readonly ackedSeq: number;
  readonly sentSeq: number;
  /** Last numbers of the items in flight, oldest first: what the credit window counts. */
  readonly inFlight: readonly number[];
  readonly creditWindow: number;
  /** What is known about the outbox beyond `sentSeq`. */
  readonly outbox: "may-wait" | "reading" | "empty" | "reading-and-grew";
  readonly dictionaries: readonly Omit<Dictionary, "type">[];
};

/** The next state, and what to do about it. */
export type AgentSessionStep = { readonly state: AgentSessionState; readonly effects: readonly AgentSessionEffect[] };

/** A session that has not started. */
export function initialAgentSession(settings: AgentSessionSettings): AgentSessionState {
  return {
    settings,
    phase: "stopped",
    attempt: 0,
    retry: "backoff",
    version: null,
    ackedSeq: settings.ackedSeq,
    sentSeq: settings.ackedSeq,
    inFlight: [],
    creditWindow: 0,
    outbox: "may-wait",
    dictionaries: [],
  };
}

/** The agent's half of the protocol as a reducer: no socket, no clock, no chance. */
export function agentSession(state: AgentSessionState, event: AgentSessionEvent): AgentSessionStep {
  switch (event.type) {
    case "start":
      return { state: { ...state, phase: "connecting" }, effects: [{ type: "connect", afterMs: 0 }] };
    case "stop":
      return { state: { ...state, phase: "stopped" }, effects: [{ type: "close", code: 1000, reason: "stopping" }] };
    case "opened":
      return state.phase === "connecting" ? greet(state, event.now) : { state, effects: [] };
    case "closed":
      return state.phase === "stopped" ? { state, effects: [] } : reconnect(state, event.chance);
    case "binary":
      return isOpen(state)
        ? fail(state, "unexpected-message", "a hub sends no binary messages")
        : { state, effects: [] };
    case "text":
      return isOpen(state) ? receive(state, event.text) : { state, effects: [] };
    case "signed":
      if (state.phase !== "proving") return { state, effects: [] };
      return { state, effects: [sendText({ type: "prove", signature: base64.encode(event.signature) })] };
    case "outbox-items":
      return isReading(state) ? sendItems(state, event.after, event.items) : { state, effects: [] };
    case "outbox-grew":
      return pull({ ...state, outbox: isReading(state) ? "reading-and-grew" : "may-wait" });
    case "dictionary":
      return addDictionary(state, event.dictionary);
    case "status":
      if (state.phase !== "streaming") return { state, effects: [] };
      return { state, effects: [sendText({ type: "status", ...statusFor(state.version ?? 1, event.status) })] };
    case "lead":
      return tellVersion2(state, { type: "lead", askedAt: event.askedAt });
    case "fleet-values":
      return tellVersion2(state, { type: "fleet-values", ...event.values });
  }
  return event satisfies never;
}

function greet(state: AgentSessionState, now: number): AgentSessionStep {
  const { agentVersion, tenantId, hostId, capabilities, versions = PROTOCOL_VERSIONS } = state.settings;
  const protocol = { min: versions.min, max: versions.max };
  const hello = { type: "hello", protocol, agentVersion, tenantId, hostId, capabilities, time: now } as const;
  return { state: { ...state, phase: "greeting" }, effects: [sendText(hello)] };
}

// Everything unacked goes again on the next connection: the hub knows each frame by its number.
function reconnect(state: AgentSessionState, chance: number): AgentSessionStep {
  const backoff = state.settings.backoff ?? DEFAULT_BACKOFF;
  const patient = state.retry === "needs-operator";
  const afterMs = patient ? Math.floor((backoff.capMs * (1 + chance)) / 2) : fullJitter(backoff, state.attempt, chance);
  return {
    state: {
      ...state,
      phase: "connecting",
      attempt: state.attempt + 1,
      retry: "backoff",
      version: null,
      sentSeq: state.ackedSeq,
      inFlight: [],
      creditWindow: 0,
      outbox: isReading(state) ? state.outbox : "may-wait",
    },
    effects: [{ type: "connect", afterMs }],
  };
}

function receive(state: AgentSessionState, text: string): AgentSessionStep {
  const parsed = parseHubMessage(text);
  if (parsed.kind === "malformed") return fail(state, parsed.code, parsed.message);
  return receiveMessage(state, parsed.message);
}

function receiveMessage(state: AgentSessionState, message: HubMessage): AgentSessionStep {
  if (message.type === "error") {
    const { retry } = SESSION_ERRORS[message.code];
    return {
      state: { ...state, retry },
      effects: [{ type: "session-failed", code: message.code, retry, message: message.message }],
    };
  }
  if (message.type === "challenge" && state.phase === "greeting") return challenged(state, message);
  if (message.type === "welcome" && state.phase === "proving") return welcomed(state, message);
  if (message.type === "ack" && state.phase === "streaming") return acked(state, message);
  if (message.type === "state" && state.phase === "streaming")
    return { state, effects: [{ type: "fleet-state", state: message }] };
  if (message.type === "context" && isVersion2(state))
    return { state, effects: [{ type: "context", context: message }] };
  if (message.type === "lease" && isVersion2(state)) return { state, effects: [{ type: "lease", lease: message }] };
  return fail(state, "unexpected-message", `${message.type} while ${state.phase}`);
}

function challenged(
  state: AgentSessionState,
  { protocol, nonce }: { protocol: number; nonce: string },
): AgentSessionStep {
  const { tenantId, hostId, versions = PROTOCOL_VERSIONS } = state.settings;
  if (protocol < versions.min || protocol > versions.max)
    return fail(state, "version-unsupported", `the hub chose version ${protocol}, which this agent did not offer`);
  return {
    state: { ...state, phase: "proving", version: protocol },
    effects: [{ type: "sign", message: challengeBytes({ protocol, tenantId, hostId, nonce }) }],
  };
}

function welcomed(state: AgentSessionState, welcome: Welcome): AgentSessionStep {
  const resumed = welcome.resumeAfter?.epoch === state.settings.epoch ? welcome.resumeAfter.seq : 0;
  const seq = Math.max(state.ackedSeq, resumed);
  const streaming: AgentSessionState = {
    ...state,
    phase: "streaming",
    creditWindow: welcome.creditWindow,
    ackedSeq: seq,
    sentSeq: seq,
  };
  const known = streaming.dictionaries.map((dictionary) => sendText({ type: "dictionary", ...dictionary }));
  const effects: AgentSessionEffect[] = [{ type: "session-opened", welcome }, ...known];
  if (seq > state.ackedSeq) effects.push({ type: "acked", epoch: state.settings.epoch, upTo: seq, refused: [] });
  const pulled = pull(streaming);
  return { state: pulled.state, effects: [...effects, ...pulled.effects] };
}

function acked(state: AgentSessionState, { epoch, upTo, refused }: Ack): AgentSessionStep {
  if (epoch !== state.settings.epoch || upTo > state.sentSeq)
    return fail(state, "unexpected-message", `an ack of ${epoch}/${upTo}, which was not sent`);
  if (upTo <= state.ackedSeq) return { state, effects: [] };
  const inFlight = state.inFlight.filter((last) => last > upTo);
  const pulled = pull({ ...state, attempt: 0, ackedSeq: upTo, inFlight });
  return { state: pulled.state, effects: [{ type: "acked", epoch, upTo, refused }, ...pulled.effects] };
}

/** Asks for more while there is credit, something may wait, and no read is under way. */
function pull(state: AgentSessionState): AgentSessionStep {
  const limit = state.creditWindow - state.inFlight.length;
  if (state.phase !== "streaming" || limit <= 0 || state.outbox !== "may-wait") return { state, effects: [] };
  return {
    state: { ...state, outbox: "reading" },
    effects: [{ type: "read-outbox", after: state.sentSeq, limit }],
  };
}

function sendItems(state: AgentSessionState, after: number, items: readonly OutboxItem[]): AgentSessionStep {
  if (state.phase !== "streaming" || after !== state.sentSeq) return pull({ ...state, outbox: "may-wait" });
  const grew = state.outbox === "reading-and-grew";
  const effects: AgentSessionEffect[] = [];
  const inFlight = [...state.inFlight];
  let sentSeq = state.sentSeq;
  for (const item of items.slice(0, state.creditWindow - inFlight.length)) {
    const last = lastSeq(item);
    if (last <= sentSeq) continue;
    effects.push(sendItem(item, sentSeq, state.version ?? 1));
    inFlight.push(last);
    sentSeq = last;
  }
  const outbox = items.length > 0 || grew ? "may-wait" : "empty";
  const pulled = pull({ ...state, sentSeq, inFlight, outbox });
  return { state: pulled.state, effects: [...effects, ...pulled.effects] };
}

function sendItem(item: OutboxItem, sentSeq: number, version: number): AgentSessionEffect {
  if (item.kind === "frame") return { type: "send-binary", bytes: encodeFrame(frameFor(version, item.frame)) };
  return sendText({ type: "gap", ...item.gap, fromSeq: Math.max(item.gap.fromSeq, sentSeq + 1) });
}

function addDictionary(state: AgentSessionState, dictionary: Omit<Dictionary, "type">): AgentSessionStep {
  const known = state.dictionaries.some(({ epoch, id }) => epoch === dictionary.epoch && id === dictionary.id);
  if (known) return { state, effects: [] };
  const effects = state.phase === "streaming" ? [sendText({ type: "dictionary", ...dictionary })] : [];
  return { state: { ...state, dictionaries: [...state.dictionaries, dictionary] }, effects };
}

function fail(state: AgentSessionState, code: SessionErrorCode, message: string): AgentSessionStep {
  const { retry, close } = SESSION_ERRORS[code];
  return {
    state: { ...state, phase: "closing", retry },
    effects: [
      { type: "session-failed", code, retry, message },
      { type: "close", code: close, reason: code },
    ],
  };
}

// A hub of version 1 knows nothing of leaders: there each host decides for itself, as it did.
function tellVersion2(state: AgentSessionState, message: AgentMessage): AgentSessionStep {
  return { state, effects: isVersion2(state) ? [sendText(message)] : [] };
}

function isVersion2(state: AgentSessionState): boolean {
  return state.phase === "streaming" && (state.version ?? 1) >= 2;
}

function isOpen(state: AgentSessionState): boolean {
  return state.phase === "greeting" || state.phase === "proving" || state.phase === "streaming";
}

function isReading(state: AgentSessionState): boolean {
  return state.outbox === "reading" || state.outbox === "reading-and-grew";
}

function lastSeq(item: OutboxItem): number {
  return item.kind === "frame" ? item.frame.seq : item.gap.toSeq;
}

function sendText(message: AgentMessage): AgentSessionEffect {
  return { type: "send-text", text: encodeMessage(message) };
}
