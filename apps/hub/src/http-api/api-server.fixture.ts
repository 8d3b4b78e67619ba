import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { startTestDatabase } from "@fleet-persona/db";
import {
  authStore,
  createFleet,
  createTenant,
  execute,
  hubSecrets,
  resolveActor,
  userIdSchema,
} from "@fleet-persona/hub-core";
import type { Actor, Deps, FleetView } from "@fleet-persona/hub-core";
import { makeOutbound } from "@fleet-persona/outbound";
import { peerHeader } from "../net/peer-address.ts";
import { answerApi } from "./answer-api.ts";
import type { ApiDeps } from "./answer-api.ts";
import { visitors } from "./visitors.ts";

/** The API over real HTTP on a real database, with a tenant and a fleet `web`. */
export type ApiServer = AsyncDisposable & {
  readonly core: Deps;
  readonly url: string;
  readonly owner: Actor;
  readonly fleet: FleetView;
};

type ApiOptions = {
  /** How often one address may ask without a token, in a minute. */
  readonly publicPerMinute?: number;
  readonly now?: () => Date;
};

export async function startApiServer({
  publicPerMinute = 10_000,
  now = () => new Date(),
}: ApiOptions = {}): Promise<ApiServer> {
  await using undo = new AsyncDisposableStack();
  const database = undo.use(await startTestDatabase());
  const core: Deps = {
    db: database.db,
    now,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    watching: {
      secrets: hubSecrets("a secret that only this test knows"),
      outbound: makeOutbound({ allowLoopback: false }),
      // A DNS in which nothing was written down.
      resolveTxt: async () => ({ kind: "none" }),
      hubUrl: "http://hub.test",
    },
  };
  const deps = { core, visitors: visitors({ perMinute: publicPerMinute, trustedProxies: 0 }) };
  const server = createServer((incoming, outgoing) => void serve(deps, incoming, outgoing));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  undo.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const owner = await newOwner(core);
  const fleet = await execute(core, owner, createFleet, { name: "Web", slug: "web" });
  const owned = undo.move();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { core, url, owner, fleet, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function serve(deps: ApiDeps, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const hasBody = incoming.method !== "GET";
  const request = new Request(`http://hub${incoming.url}`, {
    method: incoming.method ?? "GET",
    headers: Object.entries({ ...incoming.headers, [peerHeader]: incoming.socket.remoteAddress }).map(
      ([name, value]) => [name, String(value)],
    ),
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" } : {}),
  });
  const response = await answerApi(deps, request);
  // Whoever was refused half way through a body must not send the next request after it.
  if (!incoming.complete) outgoing.setHeader("connection", "close");
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

async function newOwner(core: Deps): Promise<Actor> {
  const user = await authStore(core).createUser({ email: `${randomUUID()}@example.com`, emailVerified: null });
  const userId = userIdSchema.parse(user.id);
  const slug = `t-${randomUUID().slice(0, 8)}`;
  const { tenantId } = await execute(core, { userId }, createTenant, { name: slug, slug });
  return resolveActor(core, { userId, tenantId });
}
