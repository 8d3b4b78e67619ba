import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  agentSession,
  encodeMetrics,
  enrolResponseSchema,
  initialAgentSession,
  type AgentSessionEffect,
  type AgentSessionEvent,
  type AgentSessionState,
  type Context,
  type EnrolResponse,
  type FleetState,
  type FleetValues,
  type HostStatus,
  type Lease,
  type OutboxItem,
  type SessionErrorCode,
  type VersionRange,
  type Welcome,
} from "@fleet-persona/protocol";
import { WebSocket } from "ws";

const EPOCH = 1;
const BACKOFF = { baseMs: 50, capMs: 500 };

/** A host's key, made as an agent makes it. */
export function newHostKey(): { privateKey: KeyObject; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
  return { privateKey, publicKey: raw.toString("base64") };
}

/** What an agent posts to `/enrol`. */
export async function postEnrol(
  url: string,
  body: Record<string, unknown>,
  headers: Record<string, string> = { "fleet-trust": "1" },
): Promise<Response> {
  const complete = { hostName: "web-1", agentVersion: "0.1.0", time: Date.now(), ...body };
  return fetch(`${url}/enrol`, { method: "POST", headers, body: JSON.stringify(complete) });
}

/** Enrols a new host. */
export async function enrolNewHost(url: string, token: string) {
  const key = newHostKey();
  const response = await postEnrol(url, { token, publicKey: key.publicKey });
  return { key, identity: enrolResponseSchema.parse(await response.json()) };
}

/** An agent of a hundred lines: an outbox in memory, and protocol's session machine over a real socket. */
export class TestAgent implements Disposable {
  readonly hostId: string;
  appended = 0;
  welcome: Welcome | null = null;
  readonly states: FleetState[] = [];
  readonly contexts: Context[] = [];
  readonly leases: Lease[] = [];
  readonly failures: SessionErrorCode[] = [];
  readonly refused: { seq: number; code: string }[] = [];
  readonly outbox: OutboxItem[] = [];
  readonly #url: string;
  readonly #privateKey: KeyObject;
  readonly #events: AgentSessionEvent[] = [];
  #state: AgentSessionState;
  #socket: WebSocket | null = null;
  #timer: NodeJS.Timeout | undefined;
  #busy = false;
  #stopped = false;

  constructor(url: string, { tenantId, hostId }: EnrolResponse, privateKey: KeyObject, versions?: VersionRange) {
    this.#url = `${url.replace("http", "ws")}/agent`;
    this.#privateKey = privateKey;
    this.hostId = hostId;
    const capabilities = { targets: [], attributes: [] };
    const settings = { tenantId, hostId, agentVersion: "0.1.0", capabilities, epoch: EPOCH, ackedSeq: 0 };
    this.#state = initialAgentSession({ ...settings, backoff: BACKOFF, ...(versions && { versions }) });
    const signals = [
      { name: "request_rate", unit: "1/s" },
      { name: "latency_p95", unit: "ms" },
    ];
    this.#tell({ type: "dictionary", dictionary: { epoch: EPOCH, id: 1, signals } });
    this.#tell({ type: "start" });
  }

  append(at = Date.now(), dictionaryId = 1): void {
    this.appended += 1;
    const payload = encodeMetrics({ dictionaryId, values: [this.appended, null] });
    this.outbox.push({ kind: "frame", frame: { kind: 1, epoch: EPOCH, seq: this.appended, at, payload } });
    this.#tell({ type: "outbox-grew" });
  }

  /** Appends `perSecond` frames a second for as long as it takes. */
  async stream(seconds: number, perSecond: number): Promise<void> {
    for (let tick = 0; tick < seconds * 10; tick += 1) {
      for (let frame = 0; frame < perSecond / 10; frame += 1) this.append();
      await sleep(100);
    }
  }

  /** Asks to lead the fleet. */
  lead(askedAt = Date.now()): void {
    this.#tell({ type: "lead", askedAt });
  }

  /** Tells what it decided for the fleet. */
  publish(values: Omit<FleetValues, "type" | "at">): void {
    this.#tell({ type: "fleet-values", values: { at: Date.now(), ...values } });
  }

  /** Tells how it is. */
  status(status: Omit<HostStatus, "type">): void {
    this.#tell({ type: "status", status });
  }

  /** A message no agent should send. */
  sendRaw(data: string | Uint8Array): void {
    this.#socket?.send(data);
  }

  /** Cuts the connection without a word, as a network does. */
  cut(): void {
    this.#socket?.terminate();
  }

  /** Stops reading, so that pings stay unanswered, as a hung or vanished host does. */
  freeze(): void {
    this.#socket?.pause();
  }

  [Symbol.dispose](): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#socket?.terminate();
  }

  #tell(event: AgentSessionEvent): void {
    this.#events.push(event);
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#events.shift(); next !== undefined; next = this.#events.shift()) {
      const step = agentSession(this.#state, next);
      this.#state = step.state;
      for (const effect of step.effects) this.#perform(effect);
    }
    this.#busy = false;
  }

  #perform(effect: AgentSessionEffect): void {
    switch (effect.type) {
      case "connect":
        if (!this.#stopped) this.#timer = setTimeout(() => this.#connect(), effect.afterMs);
        return;
      case "send-text":
        return this.#socket?.send(effect.text);
      case "send-binary":
        return this.#socket?.send(effect.bytes);
      case "sign":
        return this.#tell({ type: "signed", signature: sign(null, effect.message, this.#privateKey) });
      case "read-outbox": {
        const items = this.outbox.filter((item) => lastSeq(item) > effect.after).slice(0, effect.limit);
        return this.#tell({ type: "outbox-items", after: effect.after, items });
      }
      case "acked":
        this.refused.push(...effect.refused);
        while (this.outbox[0] !== undefined && lastSeq(this.outbox[0]) <= effect.upTo) this.outbox.shift();
        return;
      case "session-opened":
        this.welcome = effect.welcome;
        return;
      case "fleet-state":
        this.states.push(effect.state);
        return;
      case "context":
        this.contexts.push(effect.context);
        return;
      case "lease":
        this.leases.push(effect.lease);
        return;
      case "close":
        return this.#socket?.close(effect.code, effect.reason);
      case "session-failed":
        this.failures.push(effect.code);
        return;
    }
    return effect satisfies never;
  }

  #connect(): void {
    const socket = new WebSocket(this.#url, { perMessageDeflate: false });
    this.#socket = socket;
    socket.on("open", () => this.#tell({ type: "opened", now: Date.now() }));
    socket.on("message", (data: Buffer) => this.#tell({ type: "text", text: data.toString("utf8") }));
    socket.on("error", () => {});
    socket.on("close", () => this.#tell({ type: "closed", chance: Math.random() }));
  }
}

function lastSeq(item: OutboxItem): number {
  return item.kind === "frame" ? item.frame.seq : item.gap.toSeq;
}
