import {
  DEFAULT_CREDIT_WINDOW,
  HANDSHAKE_TIMEOUT_MS,
  gatewaySession,
  initialGatewaySession,
  type GatewaySessionEffect,
  type Context,
  type FleetValues,
  type GatewaySessionEvent,
  type HostStatus,
  type SessionErrorCode,
} from "@fleet-persona/protocol";
import type { FleetId, HostKey } from "@fleet-persona/hub-core";
import type { WebSocket } from "ws";
import type { Deps } from "../deps.ts";
import type { Batcher, Ingestor } from "../ingest/batcher.ts";
import { admit } from "./admission.ts";
import type { ContextFeed } from "./context-feed.ts";
import { fleetStateOf } from "./fleet-state.ts";
import { latestOnly } from "./latest-only.ts";
import { answerLead, keepFleetValues } from "./leadership.ts";
import type { Registry } from "./registry.ts";

/** A host whose identity is proved and whose lease this gateway holds. */
export type Admitted = HostKey & { readonly fleetId: FleetId; readonly leaseEpoch: number };

/** What a connection is wired to. */
export type Wiring = {
  readonly deps: Deps;
  readonly batcher: Batcher;
  readonly registry: Registry;
  readonly context: Pick<ContextFeed, "welcome">;
  readonly retentionMs: number;
};

/** One agent's socket and the session machine on it, until either side closes it. */
export class Connection {
  readonly socket: WebSocket;
  readonly #wiring: Wiring;
  #state;
  #admitted: Admitted | null = null;
  #ingestor: Ingestor | null = null;
  #knowsState = false;
  readonly #keepStatus = latestOnly((status: HostStatus) => this.#recordStatus(status));
  readonly #keepValues = latestOnly((values: FleetValues) => this.#recordValues(values));
  readonly #askLease = latestOnly((askedAt: number) => this.#answerLead(askedAt));

  constructor(socket: WebSocket, wiring: Wiring) {
    this.socket = socket;
    this.#wiring = wiring;
    this.#state = initialGatewaySession({ creditWindow: DEFAULT_CREDIT_WINDOW, retentionMs: wiring.retentionMs });
    this.#listen();
    this.#apply({ type: "opened", nonce: wiring.deps.nonce() });
  }

  /** Null until the host proved who it is. */
  get admitted(): Admitted | null {
    return this.#admitted;
  }

  /** Tells the agent why, then closes. */
  end(code: SessionErrorCode, message: string): void {
    this.#apply({ type: "end", code, message });
  }

  /** Reads the host's state again and sends it. */
  async pushState(): Promise<void> {
    const { context, deps } = this.#wiring;
    if (this.#admitted === null) return;
    try {
      this.#apply({ type: "fleet-state", state: fleetStateOf(await deps.hub.readHostState(this.#admitted)) });
      if (this.#knowsState) return;
      this.#knowsState = true;
      context.welcome(this);
    } catch (error) {
      deps.log.warn({ err: error, hostId: this.#admitted.hostId }, "state not read, trying again later");
      const again = setTimeout(() => void this.pushState(), 2000 + 3000 * deps.chance());
      this.socket.once("close", () => clearTimeout(again));
    }
  }

  /** Sends what the host's fleet lives through, once it knows its state; an agent of an older version is not told. */
  tellContext(context: Omit<Context, "type">): void {
    if (this.#knowsState) this.#apply({ type: "context", context });
  }

  #listen(): void {
    const { socket } = this;
    const { deps, registry } = this.#wiring;
    const late = setTimeout(() => {
      if (this.#admitted === null) this.end("handshake-timeout", "No identity was proved in time.");
    }, HANDSHAKE_TIMEOUT_MS);
    socket.on("message", (data: Buffer, isBinary) => {
      const now = deps.now();
      if (isBinary) this.#apply({ type: "binary", bytes: data, now });
      else this.#apply({ type: "text", text: data.toString("utf8"), now });
    });
    // ws closes the socket by itself after a protocol error (too large a message, bad UTF-8).
    socket.on("error", (error) => deps.log.debug({ err: error }, "socket error"));
    socket.once("close", () => {
      clearTimeout(late);
      registry.remove(this);
      void this.#giveLeaseBack();
    });
  }

  #apply(event: GatewaySessionEvent): void {
    const step = gatewaySession(this.#state, event);
    this.#state = step.state;
    for (const effect of step.effects) this.#perform(effect);
  }

  #perform(effect: GatewaySessionEffect): void {
    const { batcher, deps } = this.#wiring;
    switch (effect.type) {
      case "send":
        return this.socket.send(effect.text);
      case "close":
        deps.log.info({ code: effect.reason, hostId: this.#admitted?.hostId }, "session ended");
        return this.socket.close(effect.code, effect.reason);
      case "authenticate":
        return void this.#authenticate(effect);
      case "dictionary":
        if (this.#ingestor !== null) batcher.addDictionary(this.#ingestor, effect.dictionary);
        return;
      case "ingest":
        if (this.#ingestor !== null) batcher.addFrame(this.#ingestor, effect.item);
        return;
      case "status":
        return this.#keepStatus(effect.status);
      case "lead":
        return this.#askLease(effect.askedAt);
      case "fleet-values":
        return this.#keepValues(effect.values);
    }
    return effect satisfies never;
  }

  async #authenticate(effect: Extract<GatewaySessionEffect, { type: "authenticate" }>): Promise<void> {
    const { deps, registry } = this.#wiring;
    const admission = await admit(deps, effect);
    if (admission.kind === "refused") return this.end(admission.code, admission.message);
    const { tenantId, hostId, fleetId } = admission.identity;
    const { sessionId, sessionToken, leaseEpoch } = admission.session;
    this.#admitted = { tenantId, hostId, fleetId, leaseEpoch };
    if (this.socket.readyState !== this.socket.OPEN) return this.#giveLeaseBack();
    this.#ingestor = {
      host: { tenantId, hostId },
      settled: (outcome) => this.#apply({ type: "committed", ...outcome }),
    };
    registry.add(this);
    deps.log.info({ tenantId, hostId, leaseEpoch }, "session opened");
    this.#apply({ type: "admitted", session: { sessionId, sessionToken, leaseEpoch, resumeAfter: null } });
    await this.pushState();
  }

  async #answerLead(askedAt: number): Promise<void> {
    if (this.#admitted === null) return;
    const lease = await answerLead(this.#wiring.deps, this.#admitted, askedAt);
    if (lease !== null) this.#apply({ type: "lease", lease });
  }

  async #recordValues(values: FleetValues): Promise<void> {
    if (this.#admitted !== null) await keepFleetValues(this.#wiring.deps, this.#admitted, values);
  }

  async #giveLeaseBack(): Promise<void> {
    if (this.#admitted === null) return;
    try {
      await this.#wiring.deps.hub.closeAgentSession(this.#admitted);
    } catch (error) {
      this.#wiring.deps.log.debug({ err: error }, "lease not given back; it runs out");
    }
  }

  async #recordStatus(status: HostStatus): Promise<void> {
    if (this.#admitted === null) return;
    const { tenantId, hostId } = this.#admitted;
    const { deps } = this.#wiring;
    try {
      await deps.hub.recordHostStatus({ tenantId, hostId, status });
    } catch (error) {
      deps.log.debug({ err: error }, "status not kept");
    }
  }
}
