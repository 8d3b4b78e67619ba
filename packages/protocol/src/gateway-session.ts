import { base64 } from "@scure/base";
import { challengeBytes } from "./challenge.ts";
import { SESSION_ERRORS, type SessionErrorCode } from "./codes.ts";
import { judgeFrame } from "./frame-judgement.ts";
import { FRAME_KINDS, decodeFrame, type DataFrame } from "./frame.ts";
import type { GatewaySessionEffect, GatewaySessionEvent, GatewaySessionSettings } from "./gateway-session-port.ts";
import { MAX_CLOCK_SKEW_MS, MAX_PAYLOAD_BYTES } from "./limits.ts";
import type { AgentMessage, Dictionary, Gap, Hello } from "./messages-from-agent.ts";
import type { HubMessage } from "./messages-from-hub.ts";
import { encodeMessage, parseAgentMessage } from "./parse.ts";
import { encodeRecord } from "./records.ts";
import { stateFor } from "./state-for-version.ts";
import { PROTOCOL_VERSIONS, negotiateVersion } from "./versions.ts";

/** A gateway's side of one connection. Plain data. */
export type GatewaySessionState = {
  readonly settings: GatewaySessionSettings;
  readonly phase: "new" | "greeting" | "proving" | "authenticating" | "streaming" | "closed";
  readonly nonce: string;
  readonly hello: Hello | null;
  readonly version: number | null;
  /** Signals by `epoch/id`. */
  readonly dictionaries: ReadonlyMap<string, Dictionary["signals"]>;
  /** The last number received; null until the first. */
  readonly received: { readonly epoch: number; readonly seq: number } | null;
  /** Ends of the items received and not yet acked, oldest first: what the credit window counts. */
  readonly unacked: readonly { readonly epoch: number; readonly upTo: number }[];
};

/** The next state, and what to do about it. */
export type GatewaySessionStep = {
  readonly state: GatewaySessionState;
  readonly effects: readonly GatewaySessionEffect[];
};

/** A connection that has not opened. */
export function initialGatewaySession(settings: GatewaySessionSettings): GatewaySessionState {
  return {
    settings,
    phase: "new",
    nonce: "",
    hello: null,
    version: null,
    dictionaries: new Map(),
    received: null,
    unacked: [],
  };
}

/** The gateway's half of the protocol as a reducer: no socket, no database, no clock. A closed session stays closed. */
export function gatewaySession(state: GatewaySessionState, event: GatewaySessionEvent): GatewaySessionStep {
  if (state.phase === "closed") return { state, effects: [] };
  switch (event.type) {
    case "opened":
      return { state: { ...state, phase: "greeting", nonce: base64.encode(event.nonce) }, effects: [] };
    case "text": {
      const parsed = parseAgentMessage(event.text);
      if (parsed.kind === "malformed") return end(state, parsed.code, parsed.message);
      return receiveMessage(state, parsed.message, event.now);
    }
    case "binary":
      return receiveBinary(state, event.bytes, event.now);
    case "admitted": {
      if (state.phase !== "authenticating") return { state, effects: [] };
      const welcome = { type: "welcome", ...event.session, creditWindow: state.settings.creditWindow } as const;
      return { state: { ...state, phase: "streaming" }, effects: [send(welcome)] };
    }
    case "committed": {
      const { epoch, upTo, refused } = event;
      const unacked = state.unacked.filter((item) => item.epoch !== epoch || item.upTo > upTo);
      return { state: { ...state, unacked }, effects: [send({ type: "ack", epoch, upTo, refused: [...refused] })] };
    }
    case "fleet-state":
      if (state.phase !== "streaming") return { state, effects: [] };
      return { state, effects: [send({ type: "state", ...stateFor(state.version ?? 1, event.state) })] };
    case "context":
      return { state, effects: isVersion2(state) ? [send({ type: "context", ...event.context })] : [] };
    case "lease":
      return { state, effects: isVersion2(state) ? [send({ type: "lease", ...event.lease })] : [] };
    case "end":
      return end(state, event.code, event.message);
  }
  return event satisfies never;
}

function receiveMessage(state: GatewaySessionState, message: AgentMessage, now: number): GatewaySessionStep {
  if (message.type === "hello" && state.phase === "greeting") return greeted(state, message, now);
  if (message.type === "prove" && state.phase === "proving") return proved(state, message.signature);
  if (state.phase !== "streaming") return end(state, "unexpected-message", `${message.type} while ${state.phase}`);
  switch (message.type) {
    case "dictionary":
      return learn(state, message);
    case "status":
      return { state, effects: [{ type: "status", status: message }] };
    case "gap":
      return accept(state, gapEvent(message), message.toSeq, now);
    case "lead":
    case "fleet-values":
      if (!isVersion2(state)) return end(state, "unexpected-message", `${message.type} in version 1`);
      return { state, effects: [message.type === "lead" ? message : { type: "fleet-values", values: message }] };
    case "hello":
    case "prove":
      return end(state, "unexpected-message", `${message.type} while ${state.phase}`);
  }
  return message satisfies never;
}

function isVersion2(state: GatewaySessionState): boolean {
  return state.phase === "streaming" && (state.version ?? 1) >= 2;
}

function greeted(state: GatewaySessionState, hello: Hello, now: number): GatewaySessionStep {
  const ours = state.settings.versions ?? PROTOCOL_VERSIONS;
  const protocol = negotiateVersion(ours, hello.protocol);
  if (protocol === null)
    return end(state, "version-unsupported", `this hub speaks versions ${ours.min} to ${ours.max}`);
  const skewMs = hello.time - now;
  if (Math.abs(skewMs) > MAX_CLOCK_SKEW_MS)
    return end(state, "clock-skew", `the host's clock is ${Math.round(skewMs / 1000)} s away from the hub's`);
  return {
    state: { ...state, phase: "proving", hello, version: protocol },
    effects: [send({ type: "challenge", protocol, nonce: state.nonce })],
  };
}

function proved(state: GatewaySessionState, signature: string): GatewaySessionStep {
  const { hello, version, nonce } = state;
  if (hello === null || version === null) return end(state, "unexpected-message", "prove before hello");
  const { tenantId, hostId } = hello;
  const message = challengeBytes({ protocol: version, tenantId, hostId, nonce });
  return {
    state: { ...state, phase: "authenticating" },
    effects: [{ type: "authenticate", hello, message, signature: base64.decode(signature) }],
  };
}

function learn(state: GatewaySessionState, dictionary: Dictionary): GatewaySessionStep {
  const key = `${dictionary.epoch}/${dictionary.id}`;
  const known = state.dictionaries.get(key);
  if (known !== undefined) {
    if (JSON.stringify(known) === JSON.stringify(dictionary.signals)) return { state, effects: [] };
    return end(state, "dictionary-changed", `dictionary ${dictionary.id} means something else already`);
  }
  const dictionaries = new Map(state.dictionaries).set(key, dictionary.signals);
  return { state: { ...state, dictionaries }, effects: [{ type: "dictionary", dictionary }] };
}

function receiveBinary(state: GatewaySessionState, bytes: Uint8Array, now: number): GatewaySessionStep {
  if (state.phase !== "streaming") return end(state, "unexpected-message", `a frame while ${state.phase}`);
  if (bytes.length > MAX_PAYLOAD_BYTES) return end(state, "message-too-large", `over ${MAX_PAYLOAD_BYTES} bytes`);
  const decoded = decodeFrame(bytes);
  if (decoded.kind === "malformed") return end(state, decoded.code, decoded.message);
  return accept(state, decoded.frame, decoded.frame.seq, now);
}

// Acks are cumulative, so a hole inside a connection would be acked unseen: numbers must follow each other.
function accept(state: GatewaySessionState, frame: DataFrame, upTo: number, now: number): GatewaySessionStep {
  const { received, settings } = state;
  const follows =
    received === null ||
    (frame.epoch === received.epoch ? frame.seq === received.seq + 1 : frame.epoch > received.epoch);
  if (!follows)
    return end(state, "frame-out-of-order", `${frame.epoch}/${frame.seq} after ${received?.epoch}/${received?.seq}`);
  if (state.unacked.length >= settings.creditWindow)
    return end(state, "credit-exceeded", `more than ${settings.creditWindow} frames in flight`);
  const signals = (id: number) => state.dictionaries.get(`${frame.epoch}/${id}`)?.length;
  const refusal = judgeFrame(frame, { now, retentionMs: settings.retentionMs, signals });
  return {
    state: {
      ...state,
      received: { epoch: frame.epoch, seq: upTo },
      unacked: [...state.unacked, { epoch: frame.epoch, upTo }],
    },
    effects: [{ type: "ingest", item: { frame, upTo, refusal } }],
  };
}

function gapEvent({ epoch, fromSeq, toSeq, at }: Gap): DataFrame {
  const payload = encodeRecord({
    name: "frames-dropped",
    severity: "warning",
    message: `The agent dropped ${toSeq - fromSeq + 1} metric frames: its outbox was full.`,
    detail: { fromSeq, toSeq },
  });
  return { kind: FRAME_KINDS.event, epoch, seq: fromSeq, at, payload };
}

function end(state: GatewaySessionState, code: SessionErrorCode, message: string): GatewaySessionStep {
  return {
    state: { ...state, phase: "closed" },
    effects: [
      send({ type: "error", code, message }),
      { type: "close", code: SESSION_ERRORS[code].close, reason: code },
    ],
  };
}

function send(message: HubMessage): GatewaySessionEffect {
  return { type: "send", text: encodeMessage(message) };
}
