import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startTestDatabase, withTenant } from "@fleet-persona/db";
import {
  addWebhook,
  authStore,
  createTenant,
  emitStoreEvent,
  execute,
  listNotices,
  listOutboxMessages,
  listWebhookDeliveries,
  resolveActor,
  userIdSchema,
} from "@fleet-persona/hub-core";
import { expect, it, vi } from "vitest";
import { makeDeps } from "../deps.ts";
import { readEnv } from "../env.ts";
import { startWorker } from "../worker.ts";

it("workStoreEvents and workWebhooks tell a tenant in-app, by mail and by webhook, once, whichever worker is there", async () => {
  await using database = await startTestDatabase();
  await using receiver = await startReceiver();
  const env = readEnv({
    DATABASE_URL: database.appUrl,
    LOG_LEVEL: "silent",
    LOCAL_MODE: "1",
    OUTBOUND_LOOPBACK: "1",
    HUB_URL: "http://127.0.0.1:4000",
    AUTH_SECRET: "0123456789abcdef0123456789abcdef",
    ROLLOUT_CONCURRENCY: "0",
    GATE_CONCURRENCY: "0",
  });
  const deps = makeDeps(env);
  const user = await authStore(deps.hub).createUser({ email: "ada@example.org", emailVerified: null });
  const userId = userIdSchema.parse(user.id);
  const { tenantId } = await execute(deps.hub, { userId }, createTenant, { name: "Ada", slug: "ada" });
  const ada = await resolveActor(deps.hub, { userId, tenantId });
  const added = { url: receiver.url, kinds: ["domain-lost" as const] };
  const { endpointId } = await execute(deps.hub, ada, addWebhook, added);
  // Nobody works yet: what happened waits.
  const event = { listingId: null, toTenantId: tenantId, ref: null, summary: "Gone <b>", at: new Date() };
  await withTenant(deps.hub.db, tenantId, (tx) => emitStoreEvent(tx, { ...event, kind: "domain-lost" }));

  await using _first = await startWorker(deps, { host: "127.0.0.1", port: 0 });
  await using _second = await startWorker(makeDeps(env), { host: "127.0.0.1", port: 0 });
  await vi.waitFor(
    async () => {
      const [delivery] = await execute(deps.hub, ada, listWebhookDeliveries, { endpointId });
      expect(delivery?.status).toBe("delivered");
      expect(await listOutboxMessages(deps.hub, { to: "ada@example.org" })).toHaveLength(1);
    },
    { timeout: 60_000, interval: 200 },
  );
  const { notices } = await execute(deps.hub, ada, listNotices, {});
  expect(notices.map(({ kind, summary }) => [kind, summary])).toEqual([["domain-lost", "Gone <b>"]]);
  expect(receiver.bodies.map((body) => (JSON.parse(body) as { type: string }).type)).toEqual(["domain.lost"]);
  const [mail] = await listOutboxMessages(deps.hub, { to: "ada@example.org" });
  expect(mail?.subject).toBe("Domain no longer verified");
  expect(mail?.text).toContain("/unsubscribe?token=");
});

async function startReceiver() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding("utf8");
    request.on("data", (body: string) => bodies.push(body));
    request.on("end", () => response.writeHead(204).end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    bodies,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
