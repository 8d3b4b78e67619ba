import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { BundleFiles } from "@fleet-persona/persona";
import {
  decodeFrame,
  encodeMessage,
  parseAgentMessage,
  type AgentMessage,
  type DataFrame,
  type FleetState,
  type HubMessage,
} from "@fleet-persona/protocol";
import { WebSocketServer, type WebSocket } from "ws";
import { digestOf } from "./toy-persona.fixture.ts";
import { toyRepository, type Offered, type ToyRepository } from "./toy-trust.fixture.ts";

const FLEET = "0198f2a0-0000-7000-8000-00000000000f";

/** The hub's end of the wire in memory: every frame that was committed, how often it came, and every message. */
export type FakeHub = AsyncDisposable & {
  readonly url: string;
  readonly frames: Map<string, DataFrame>;
  readonly arrivals: Map<string, number>;
  readonly messages: AgentMessage[];
  readonly requested: string[];
  bundles: Map<string, BundleFiles>;
  /** What is signed beside the bundles: keyrings, attestations, metadata, leases. */
  trust: ToyRepository;
  /** While false, frames are neither kept nor acked, as with a database that is away. */
  commits: boolean;
  /** Version 1 unless said otherwise; a hub of version 2 answers who asks for the lease. */
  protocol: number;
  /** Who gets the lease when asked; null: nobody. */
  leader: string | null;
  leaseEpoch: number;
  assign(assignment: FleetState["assignment"], paused?: boolean): void;
  /** Sends a state with this changed, or any other message. */
  say(change: Partial<FleetState>): void;
  tell(message: HubMessage): void;
  dropConnections(): void;
};

export async function fakeHub(port = 0, kept?: FakeHub): Promise<FakeHub> {
  const server = createServer((request, response) => serveBundle(hub, request, response));
  const sockets = new WebSocketServer({ server, path: "/agent" });
  let state: FleetState = {
    type: "state",
    fleetId: FLEET,
    revision: 0,
    paused: false,
    pausedUntil: null,
    assignment: null,
  };
  await new Promise<void>((resolve) => void server.listen(port, "127.0.0.1", resolve));
  const hub: FakeHub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    frames: kept?.frames ?? new Map(),
    arrivals: kept?.arrivals ?? new Map(),
    messages: [],
    requested: [],
    bundles: kept?.bundles ?? new Map(),
    trust: kept?.trust ?? toyRepository(),
    commits: true,
    protocol: kept?.protocol ?? 1,
    leader: kept?.leader ?? null,
    leaseEpoch: kept?.leaseEpoch ?? 1,
    say: (change) => {
      state = { ...state, ...change, revision: state.revision + 1 };
      for (const socket of sockets.clients) send(socket, state);
    },
    tell: (message) => sockets.clients.forEach((socket) => send(socket, message)),
    assign: (assignment, paused = false) => {
      state = { ...state, revision: state.revision + 1, assignment, paused };
      for (const socket of sockets.clients) send(socket, state);
    },
    dropConnections: () => sockets.clients.forEach((socket) => socket.terminate()),
    [Symbol.asyncDispose]: async () => {
      sockets.clients.forEach((socket) => socket.terminate());
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  sockets.on("connection", (socket) => serveAgent(hub, socket, () => state));
  return hub;
}

function serveAgent(hub: FakeHub, socket: WebSocket, state: () => FleetState): void {
  socket.on("message", (data: Buffer, isBinary) => {
    if (isBinary) return keep(hub, socket, data);
    const parsed = parseAgentMessage(data.toString());
    if (parsed.kind === "malformed") throw new TypeError(parsed.message);
    hub.messages.push(parsed.message);
    if (parsed.message.type === "hello")
      send(socket, { type: "challenge", protocol: hub.protocol, nonce: Buffer.alloc(32, 1).toString("base64") });
    if (parsed.message.type === "gap")
      send(socket, { type: "ack", epoch: parsed.message.epoch, upTo: parsed.message.toSeq, refused: [] });
    if (parsed.message.type === "lead") send(socket, leaseOf(hub, parsed.message.askedAt));
    if (parsed.message.type !== "prove") return;
    send(socket, {
      type: "welcome",
      sessionId: "s",
      sessionToken: "token",
      leaseEpoch: 1,
      creditWindow: 16,
      resumeAfter: null,
    });
    send(socket, state());
  });
}

function leaseOf({ leader, leaseEpoch }: FakeHub, askedAt: number): HubMessage {
  const lease = { type: "lease", fleetId: FLEET, epoch: leaseEpoch, holder: leader } as const;
  return { ...lease, ttlMs: 45_000, graceMs: 60_000, askedAt };
}

function keep(hub: FakeHub, socket: WebSocket, data: Buffer): void {
  const decoded = decodeFrame(new Uint8Array(data));
  if (decoded.kind === "malformed") throw new TypeError(decoded.message);
  const { epoch, seq } = decoded.frame;
  const key = `${epoch}/${seq}`;
  hub.arrivals.set(key, (hub.arrivals.get(key) ?? 0) + 1);
  if (!hub.commits) return;
  hub.frames.set(key, decoded.frame);
  send(socket, { type: "ack", epoch, upTo: seq, refused: [] });
}

function serveBundle(hub: FakeHub, request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? "";
  const signed = hub.trust.answer(path);
  if (signed !== undefined || !path.startsWith("/bundles/")) {
    response.statusCode = signed === undefined ? 404 : 200;
    response.end(signed);
    return;
  }
  const [, , digest = "", file = ""] = path.split("/");
  hub.requested.push(file);
  const bytes = hub.bundles.get(digest)?.get(file);
  response.statusCode = bytes === undefined || request.headers.authorization !== "Bearer token" ? 404 : 200;
  response.end(bytes);
}

function send(socket: WebSocket, message: HubMessage): void {
  socket.send(encodeMessage(message));
}

/** Puts a bundle on the hub under its own digest and returns the digest. */
export function offer(hub: FakeHub, bundle: BundleFiles, offered?: Offered): string {
  const digest = digestOf(bundle);
  hub.trust.add(bundle, offered);
  hub.bundles.set(digest, bundle);
  return digest;
}
