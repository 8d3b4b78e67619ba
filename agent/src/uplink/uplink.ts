import {
  agentSession,
  initialAgentSession,
  MAX_PAYLOAD_BYTES,
  type AgentSessionEffect,
  type AgentSessionEvent,
  type AgentSessionSettings,
  type FleetState,
  type HostStatus,
  type Welcome,
} from "@fleet-persona/protocol";
import WebSocket from "ws";
import type { HostKey } from "../identity/host-key.ts";
import type { Outbox, StoredDictionary } from "../outbox/outbox.ts";
import { agentSocketUrl } from "./agent-socket-url.ts";

export type UplinkDeps = Readonly<{
  gatewayUrl: string;
  key: Pick<HostKey, "sign">;
  outbox: Outbox;
  session: Omit<AgentSessionSettings, "epoch" | "ackedSeq">;
  chance: () => number;
  now: () => number;
  onSession: (welcome: Welcome) => void;
  onFleetState: (state: FleetState) => void;
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

export type Uplink = Readonly<{
  outboxGrew(): void;
  status(status: Omit<HostStatus, "type">): void;
  info(): UplinkInfo;
  stop(): Promise<void>;
}>;

const ALIVE_CHECK_MS = 20_000;

/** Runs protocol's session machine over real sockets until `stop`. Losing the hub is normal and costs nothing here. */
export function startUplink(deps: UplinkDeps): Uplink {
  let state = initialAgentSession({ ...deps.session, epoch: deps.outbox.epoch, ackedSeq: deps.outbox.ackedSeq() });
  let info: UplinkInfo = { connected: false, since: null, problem: null, needsOperator: false };
  let socket: WebSocket | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let named = 0;
  // Effects may answer with events of their own; a queue keeps the machine from re-entering itself.
  const events: AgentSessionEvent[] = [];
  let draining = false;

  const dispatch = (event: AgentSessionEvent): void => {
    events.push(event);
    if (draining) return;
    draining = true;
    try {
      for (let next = events.shift(); next !== undefined; next = events.shift()) {
        const stepped = agentSession(state, next);
        state = stepped.state;
        stepped.effects.forEach(carryOut);
      }
    } finally {
      draining = false;
    }
  };
  // Before the frames that need them: what their samples are called.
  const nameSignals = (): void => {
    const all = deps.outbox.dictionaries();
    for (const dictionary of all.slice(named)) dispatch({ type: "dictionary", dictionary: mutable(dictionary) });
    named = all.length;
  };
  const connect = (afterMs: number): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      socket = openSocket(agentSocketUrl(deps.gatewayUrl), {
        onOpen: () => dispatch({ type: "opened", now: deps.now() }),
        onText: (text) => dispatch({ type: "text", text }),
        onBinary: () => dispatch({ type: "binary" }),
        onClose: (problem) => {
          info = { ...info, connected: false, since: null, problem: problem ?? info.problem };
          dispatch({ type: "closed", chance: deps.chance() });
        },
      });
    }, afterMs);
  };
  const carryOut = (effect: AgentSessionEffect): void => {
    switch (effect.type) {
      case "connect":
        return connect(effect.afterMs);
      case "send-text":
        return socket?.send(effect.text);
      case "send-binary":
        return socket?.send(effect.bytes);
      case "sign":
        return dispatch({ type: "signed", signature: deps.key.sign(effect.message) });
      case "read-outbox":
        nameSignals();
        return dispatch({ type: "outbox-items", after: effect.after, items: deps.outbox.after(effect.after, effect.limit) });
      case "acked":
        deps.outbox.acknowledge(effect.upTo);
        return effect.refused.length > 0 ? deps.onRefusedFrames(effect.refused) : undefined;
      case "session-opened":
        info = { connected: true, since: deps.now(), problem: null, needsOperator: false };
        return deps.onSession(effect.welcome);
      case "fleet-state":
        return deps.onFleetState(effect.state);
      case "close":
        return socket?.close(effect.code, effect.reason);
      case "session-failed":
        info = { ...info, problem: `${effect.code}: ${effect.message}`, needsOperator: effect.retry === "needs-operator" };
        return undefined;
    }
    return effect satisfies never;
  };

  dispatch({ type: "start" });
  return {
    outboxGrew: () => dispatch({ type: "outbox-grew" }),
    status: (status) => dispatch({ type: "status", status }),
    info: () => info,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      dispatch({ type: "stop" });
      await closed(socket);
    },
  };
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

function mutable({ epoch, id, signals }: StoredDictionary): { epoch: number; id: number; signals: { name: string; unit: string }[] } {
  return { epoch, id, signals: [...signals] };
}
