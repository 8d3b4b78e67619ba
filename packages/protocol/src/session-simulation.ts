import { agentSession, initialAgentSession, type AgentSessionState } from "./agent-session.ts";
import type { AgentSessionEffect, AgentSessionEvent, OutboxItem } from "./agent-session-port.ts";
import type { GatewaySessionEffect, GatewaySessionEvent, IngestItem } from "./gateway-session-port.ts";
import { gatewaySession, initialGatewaySession, type GatewaySessionState } from "./gateway-session.ts";
import { encodeMetrics } from "./metrics.ts";
import { decodeEventRecord } from "./records.ts";
import { PROTOCOL_VERSIONS, type VersionRange } from "./versions.ts";

/** What can happen to the simulated agent, its connections, its gateways and its database. */
export type Happening =
  | { readonly kind: "append" | "commit" | "cut" | "gateways-die" | "agent-restarts" | "answer-read" }
  | { readonly kind: "deliver-up" | "deliver-down"; readonly connection: number; readonly count: number }
  | { readonly kind: "drop-oldest"; readonly count: number };

type Message = string | Uint8Array;
type Link = { session: GatewaySessionState; up: Message[]; down: (Message | null)[] };

const NOW = 1_800_000_000_000;
const EPOCH = 7;
const DICTIONARY = { epoch: EPOCH, id: 1, signals: [{ name: "request_rate", unit: "1/s" }] };

/**
 * An agent, gateways and a database in memory, for tests of the session machines. A cut connection's messages can still
 * arrive, later than those of the next one: nothing ends the old session, as with two gateways that have not heard.
 */
export class SessionSimulation {
  readonly problems: string[] = [];
  appended = 0;
  readonly #versions: { agent: VersionRange; gateway: VersionRange };
  readonly #outbox: OutboxItem[] = [];
  readonly #rows = new Map<string, number>();
  readonly #gone = new Set<number>();
  readonly #events: AgentSessionEvent[] = [];
  #agent: AgentSessionState;
  #links: Link[] = [];
  #current: Link | null = null;
  #uncommitted: { link: Link; item: IngestItem }[] = [];
  #reads: { after: number; items: readonly OutboxItem[] }[] = [];
  #busy = false;

  constructor(versions = { agent: PROTOCOL_VERSIONS, gateway: PROTOCOL_VERSIONS }) {
    this.#versions = versions;
    this.#agent = this.#freshAgent();
    this.#tell({ type: "dictionary", dictionary: DICTIONARY });
    this.#tell({ type: "start" });
  }

  get outboxLength(): number {
    return this.#outbox.length;
  }

  get agentVersion(): number | null {
    return this.#agent.version;
  }

  /** How many different rows carry this number. */
  rows(seq: number): number {
    return [...this.#rows.values()].filter((stored) => stored === seq).length;
  }

  reportedGone(seq: number): boolean {
    return this.#gone.has(seq);
  }

  happen(happening: Happening): void {
    switch (happening.kind) {
      case "append":
        return this.#append();
      case "commit":
        return this.#commit();
      case "cut":
        return this.#cut();
      case "gateways-die":
        this.#links = [];
        this.#uncommitted = [];
        return this.#cut();
      case "agent-restarts":
        this.#current = null;
        this.#reads = [];
        this.#agent = this.#freshAgent();
        this.#tell({ type: "dictionary", dictionary: DICTIONARY });
        return this.#tell({ type: "start" });
      case "answer-read":
        return this.#answerRead();
      case "deliver-up":
        return repeat(happening.count, () => this.#deliverUp(this.#links.at(-1 - happening.connection)));
      case "deliver-down":
        return repeat(happening.count, () => this.#deliverDown(this.#links.at(-1 - happening.connection)));
      case "drop-oldest":
        return this.#dropOldest(happening.count);
    }
    return happening satisfies never;
  }

  /** Delivers everything; commits only when told so. */
  pump({ commits }: { commits: boolean }): void {
    for (let round = 0; round < 800; round += 1) {
      this.#answerRead();
      for (const link of this.#links) this.#deliverUp(link);
      if (commits) this.#commit();
      for (const link of this.#links) this.#deliverDown(link);
    }
  }

  #freshAgent(): AgentSessionState {
    return initialAgentSession({
      tenantId: "018f0000-0000-7000-8000-000000000001",
      hostId: "018f0000-0000-7000-8000-000000000002",
      agentVersion: "1",
      capabilities: { targets: [], attributes: [] },
      epoch: EPOCH,
      ackedSeq: 0,
      versions: this.#versions.agent,
    });
  }

  #append(): void {
    this.appended += 1;
    const payload = encodeMetrics({ dictionaryId: 1, values: [this.appended] });
    const number = { epoch: EPOCH, seq: this.appended, at: NOW + this.appended };
    this.#outbox.push({ kind: "frame", frame: { ...number, kind: 1, payload } });
    this.#tell({ type: "outbox-grew" });
  }

  // As an outbox over its caps does: the oldest frames become one gap, merged with the gap before them.
  #dropOldest(count: number): void {
    const dropped = this.#outbox.splice(0, count);
    const [first, last] = [dropped[0], dropped.at(-1)];
    if (first === undefined || last === undefined) return;
    const fromSeq = first.kind === "frame" ? first.frame.seq : first.gap.fromSeq;
    this.#outbox.unshift({ kind: "gap", gap: { epoch: EPOCH, fromSeq, toSeq: lastSeq(last), at: NOW } });
  }

  #cut(): void {
    if (this.#current === null) return;
    this.#current.down.length = 0;
    this.#current = null;
    this.#tell({ type: "closed", chance: 0 });
  }

  #tell(event: AgentSessionEvent): void {
    this.#events.push(event);
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#events.shift(); next !== undefined; next = this.#events.shift()) {
      const step = agentSession(this.#agent, next);
      this.#agent = step.state;
      for (const effect of step.effects) this.#agentDoes(effect);
    }
    this.#busy = false;
  }

  #agentDoes(effect: AgentSessionEffect): void {
    if (effect.type === "connect") return this.#connect();
    if (effect.type === "send-text") this.#current?.up.push(effect.text);
    if (effect.type === "send-binary") this.#current?.up.push(effect.bytes);
    if (effect.type === "sign") this.#tell({ type: "signed", signature: new Uint8Array(64) });
    if (effect.type === "session-failed") this.problems.push(`agent: ${effect.code} ${effect.message}`);
    if (effect.type === "close") this.#cut();
    if (effect.type === "acked")
      while (this.#outbox[0] !== undefined && lastSeq(this.#outbox[0]) <= effect.upTo) this.#outbox.shift();
    if (effect.type === "read-outbox") {
      const items = this.#outbox.filter((item) => lastSeq(item) > effect.after).slice(0, effect.limit);
      this.#reads.push({ after: effect.after, items });
    }
  }

  #answerRead(): void {
    const read = this.#reads.shift();
    if (read !== undefined) this.#tell({ type: "outbox-items", ...read });
  }

  #connect(): void {
    const settings = { creditWindow: 5, retentionMs: 86_400_000, versions: this.#versions.gateway };
    const link: Link = { session: initialGatewaySession(settings), up: [], down: [] };
    this.#links.push(link);
    this.#current = link;
    this.#step(link, { type: "opened", nonce: new Uint8Array(32) });
    this.#tell({ type: "opened", now: NOW });
  }

  #deliverUp(link: Link | undefined): void {
    const message = link?.up.shift();
    if (link === undefined || message === undefined) return;
    if (typeof message === "string") this.#step(link, { type: "text", text: message, now: NOW });
    else this.#step(link, { type: "binary", bytes: message, now: NOW });
  }

  #deliverDown(link: Link | undefined): void {
    if (link === undefined || link !== this.#current || link.down.length === 0) return;
    const message = link.down.shift();
    if (typeof message === "string") this.#tell({ type: "text", text: message });
    else this.#cut();
  }

  #step(link: Link, event: GatewaySessionEvent): void {
    const step = gatewaySession(link.session, event);
    link.session = step.state;
    for (const effect of step.effects) this.#gatewayDoes(link, effect);
  }

  #gatewayDoes(link: Link, effect: GatewaySessionEffect): void {
    if (effect.type === "send") link.down.push(effect.text);
    if (effect.type === "close") {
      this.problems.push(`gateway: ${effect.reason}`);
      link.down.push(null);
    }
    if (effect.type === "ingest") this.#uncommitted.push({ link, item: effect.item });
    if (effect.type === "authenticate") {
      const session = { sessionId: "s", sessionToken: "t", leaseEpoch: 1, resumeAfter: null };
      this.#step(link, { type: "admitted", session });
    }
  }

  #commit(): void {
    const batch = this.#uncommitted.splice(0, 3);
    for (const { item } of batch) this.#store(item);
    for (const { link, item } of batch)
      this.#step(link, { type: "committed", epoch: item.frame.epoch, upTo: item.upTo, refused: [] });
  }

  #store({ frame, refusal }: IngestItem): void {
    if (refusal !== null) this.problems.push(`refused: ${refusal}`);
    if (frame.kind === 1) this.#rows.set(`${frame.epoch}/${frame.seq}/${frame.at}`, frame.seq);
    const event = frame.kind === 3 ? decodeEventRecord(frame.payload) : null;
    if (event?.kind !== "record") return;
    const { fromSeq, toSeq } = event.record.detail;
    for (let seq = Number(fromSeq); seq <= Number(toSeq); seq += 1) this.#gone.add(seq);
  }
}

function repeat(count: number, work: () => void): void {
  for (let done = 0; done < count; done += 1) work();
}

function lastSeq(item: OutboxItem): number {
  return item.kind === "frame" ? item.frame.seq : item.gap.toSeq;
}
