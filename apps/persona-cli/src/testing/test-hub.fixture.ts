import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { startTestDatabase } from "@fleet-persona/db";
import { answerApi, visitors } from "@fleet-persona/hub";
import type { ApiDeps } from "@fleet-persona/hub";
import {
  authStore,
  createApiToken,
  createFleet,
  createTenant,
  execute,
  resolveActor,
  userIdSchema,
  type Actor,
  type Deps,
  type FleetView,
} from "@fleet-persona/hub-core";

/** The hub's HTTP API on loopback over a real database, with a fleet `web` and a token that may change it. */
export type TestHub = AsyncDisposable & {
  readonly core: Deps;
  readonly url: string;
  /** For workers of this hub. */
  readonly databaseUrl: string;
  readonly owner: Actor;
  readonly fleet: FleetView;
  readonly token: string;
};

export async function startTestHub(): Promise<TestHub> {
  await using undo = new AsyncDisposableStack();
  const database = undo.use(await startTestDatabase());
  const core: Deps = {
    db: database.db,
    now: () => new Date(),
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  };
  const deps = { core, visitors: visitors({ trustedProxies: 0 }) };
  const server = createServer((incoming, outgoing) => void serve(deps, incoming, outgoing));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  undo.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const user = await authStore(core).createUser({ email: `${randomUUID()}@example.com`, emailVerified: null });
  const userId = userIdSchema.parse(user.id);
  const { tenantId } = await execute(core, { userId }, createTenant, { name: "Acme", slug: "acme" });
  const owner = await resolveActor(core, { userId, tenantId });
  const fleet = await execute(core, owner, createFleet, { name: "Web shop", slug: "web" });
  const { token } = await execute(core, owner, createApiToken, { name: "cli", scopes: ["fleet:write"] });
  const owned = undo.move();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    core,
    url,
    databaseUrl: database.appUrl,
    owner,
    fleet,
    token,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function serve(deps: ApiDeps, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const request = new Request(`http://hub${incoming.url}`, {
    method: incoming.method ?? "GET",
    headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    ...(incoming.method === "GET" ? {} : { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" }),
  });
  const response = await answerApi(deps, request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}
