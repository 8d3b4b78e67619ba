import {
  agentSession,
  initialAgentSession,
  MAX_PAYLOAD_BYTES,
  type AgentSessionEffect,
  type AgentSessionEvent,
  type AgentSessionSettings,
  type AgentSessionState,
  type Context,
  type FleetState,
  type FleetValues,
  type HostStatus,
  type Lease,
  type Welcome,
} from "@fleet-persona/protocol";
import { WebSocket } from "ws";
import type { HostKey } from "../identity/host-key.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { agentSocketUrl } from "./agent-socket-url.ts";

export type UplinkDeps = Readonly<{
  gatewayUrl: string;
  key: Pick<HostKey, "sign">;
  outbox: Outbox;
  session: Omit<AgentSessionSettings, "epoch" | "ackedSeq">;
  chance: () => number;
  now: () => number;
  onSession: (welcome: Welcome, version: number) => void;
  onFleetState: (state: FleetState) => void;
  onContext: (context: Context) => void;
  onLease: (lease: Lease) => void;
  onRefusedFrames: (refused: readonly { seq: number; code: string }[]) => void;
}>;

/** How the uplink is. `problem` is the newest reason for not being connected. */
export type UplinkInfo = Readonly<{
  connected: boolean;
  since: number | null;
  problem: string | null;
  /** Nothing gets better without a person: the hub refused this agent for good. */
  needsOperator: boolean;
}>;

const ALIVE_CHECK_MS = 20_000;

/** Runs protocol's session machine over real sockets until `stop`. Losing the hub is normal and costs nothing here. */
export class Uplink {
  readonly #deps: UplinkDeps;
  #state: AgentSessionState;
  #info: UplinkInfo = { connected: false, since: null, problem: null, needsOperator: false };
  #socket: WebSocket | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #named = 0;
  readonly #events: AgentSessionEvent[] = [];
  #draining = false;

  constructor(deps: UplinkDeps) {
    const { session, outbox } = deps;
    this.#deps = deps;
    this.#state = initialAgentSession({ ...session, epoch: outbox.epoch, ackedSeq: outbox.ackedSeq() });
    this.#dispatch({ type: "start" });
  }

  info(): UplinkInfo {
    return this.#info;
  }

  outboxGrew(): void {
    this.#dispatch({ type: "outbox-grew" });
  }

  status(status: Omit<HostStatus, "type">): void {
    this.#dispatch({ type: "status", status });
  }

  lead(askedAt: number): void {
    this.#dispatch({ type: "lead", askedAt });
  }

  fleetValues(values: Omit<FleetValues, "type">): void {
    this.#dispatch({ type: "fleet-values", values });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#dispatch({ type: "stop" });
    await closed(this.#socket);
  }

  // Effects may answer with events of their own; a queue keeps the machine from re-entering itself.
  #dispatch(event: AgentSessionEvent): void {
    this.#events.push(event);
    if (this.#draining) return;
    this.#draining = true;
    try {
      for (let next = this.#events.shift(); next !== undefined; next = this.#events.shift()) {
        const stepped = agentSession(this.#state, next);
        this.#state = stepped.state;
        for (const effect of stepped.effects) this.#carryOut(effect);
      }
    } finally {
      this.#draining = false;
    }
  }

  #carryOut(effect: AgentSessionEffect): void {
    const { outbox, key, now, onSession, onFleetState, onContext, onLease, onRefusedFrames } = this.#deps;
    switch (effect.type) {
      case "connect":
        return this.#connect(effect.afterMs);
      case "send-text":
        return this.#socket?.send(effect.text);
      case "send-binary":
        return this.#socket?.send(effect.bytes);
      case "sign":
        return this.#dispatch({ type: "signed", signature: key.sign(effect.message) });
      case "read-outbox":
        this.#nameSignals();
        return this.#dispatch({
          type: "outbox-items",
          after: effect.after,
          items: outbox.after(effect.after, effect.limit),
        });
      case "acked":
        outbox.acknowledge(effect.upTo);
        return effect.refused.length > 0 ? onRefusedFrames(effect.refused) : undefined;
      case "session-opened":
        this.#info = { connected: true, since: now(), problem: null, needsOperator: false };
        return onSession(effect.welcome, this.#state.version ?? 1);
      case "fleet-state":
        return onFleetState(effect.state);
      case "context":
        return onContext(effect.context);
      case "lease":
        return onLease(effect.lease);
      case "close":
        return this.#socket?.close(effect.code, effect.reason);
      case "session-failed":
        return this.#failed(effect.code, effect.message, effect.retry === "needs-operator");
    }
    return effect satisfies never;
  }

  #connect(afterMs: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#socket = openSocket(agentSocketUrl(this.#deps.gatewayUrl), {
        onOpen: () => this.#dispatch({ type: "opened", now: this.#deps.now() }),
        onText: (text) => this.#dispatch({ type: "text", text }),
        onBinary: () => this.#dispatch({ type: "binary" }),
        onClose: (problem) => {
          this.#info = { ...this.#info, connected: false, since: null, problem: problem ?? this.#info.problem };
          this.#dispatch({ type: "closed", chance: this.#deps.chance() });
        },
      });
    }, afterMs);
  }

  #failed(code: string, message: string, needsOperator: boolean): void {
    this.#info = { ...this.#info, problem: `${code}: ${message}`, needsOperator };
  }

  // Before the frames that need them: what their samples are called.
  #nameSignals(): void {
    const all = this.#deps.outbox.dictionaries();
    for (const { epoch, id, signals } of all.slice(this.#named))
      this.#dispatch({ type: "dictionary", dictionary: { epoch, id, signals: [...signals] } });
    this.#named = all.length;
  }
}

type SocketEvents = Readonly<{
  onOpen: () => void;
  onText: (text: string) => void;
  onBinary: () => void;
  onClose: (problem: string | undefined) => void;
}>;

function openSocket(url: string, on: SocketEvents): WebSocket {
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD_BYTES,
    handshakeTimeout: 10_000,
    followRedirects: false,
  });
  let problem: string | undefined;
  let answered = true;
  // A peer that vanished sends no FIN: silence over one whole check ends the connection.
  const check = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    if (socket.readyState === WebSocket.OPEN) socket.ping();
  }, ALIVE_CHECK_MS);
  socket.on("open", on.onOpen);
  socket.on("pong", () => {
    answered = true;
  });
  socket.on("message", (data: Buffer, isBinary) => {
    answered = true;
    if (isBinary) on.onBinary();
    else on.onText(data.toString("utf8"));
  });
  socket.on("error", (error) => {
    problem = error.message;
  });
  socket.on("close", (code) => {
    clearInterval(check);
    on.onClose(problem ?? (code === 1000 ? undefined : `the gateway closed the connection (${code})`));
  });
  return socket;
}

async function closed(socket: WebSocket | undefined): Promise<void> {
  if (socket === undefined || socket.readyState === WebSocket.CLOSED) return;
  await new Promise<void>((resolve) => {
    const patience = setTimeout(() => socket.terminate(), 1000);
    socket.once("close", () => {
      clearTimeout(patience);
      resolve();
    });
    if (socket.readyState === WebSocket.CONNECTING) socket.terminate();
  });
}
