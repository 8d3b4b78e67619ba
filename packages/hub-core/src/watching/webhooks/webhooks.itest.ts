import { createHmac } from "node:crypto";
import { tables, withTenant } from "@fleet-persona/db";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../../actor.ts";
import { listAudit } from "../../audit/list-audit.ts";
import { getPersona } from "../../store/get-persona.ts";
import type { PublishedPersona } from "../../store/publish-persona.ts";
import { as, expectRefusal, newOwner, newSeller, publishPassed } from "../../testing/test-hub.fixture.ts";
import { execute } from "../../use-case/execute.ts";
import { follow } from "../follow.ts";
import { listNotices } from "../read-notices.ts";
import { fanOutAll, startReceiver, startWatchingHub } from "../testing.fixture.ts";
import type { Receiver, WatchingHub } from "../testing.fixture.ts";
import { addWebhook, changeWebhook, removeWebhook, rotateWebhookSecret } from "./change-webhooks.ts";
import { deliverWebhook } from "./deliver-webhook.ts";
import { claimWebhooks, releaseWebhook, webhooksDue } from "./due-webhooks.ts";
import { listWebhookDeliveries, listWebhooks } from "./read-webhooks.ts";
import { retryDelaysMs } from "./retry-delay.ts";
import { resendWebhook, sendTestWebhook } from "./send-again.ts";
import type { WebhookWithSecret } from "./webhook.ts";

describe("webhooks", () => {
  let hub: WatchingHub;
  let seller: Actor;
  let published: PublishedPersona;
  let receiver: Receiver;
  let admin: Actor;
  let hook: WebhookWithSecret;
  let version = 1;

  beforeAll(async () => {
    hub = await startWatchingHub();
    ({ seller, published } = await newSeller(hub));
  });
  afterAll(() => hub[Symbol.asyncDispose]());
  beforeEach(async () => {
    receiver = await startReceiver();
    await fanOutAll(hub);
    admin = as(await newOwner(hub), "admin");
    await execute(hub.deps, admin, getPersona, { listingId: published.listingId });
    const { url } = receiver;
    hook = await execute(hub.deps, admin, addWebhook, { url, kinds: ["version-published", "advisory-published"] });
  });
  afterEach(async () => {
    for (const actor of [admin, ...others.splice(0)])
      for (const { endpointId } of await execute(hub.deps, actor, listWebhooks, {}))
        await execute(hub.deps, actor, removeWebhook, { endpointId });
    await receiver[Symbol.asyncDispose]();
  });
  const others: Actor[] = [];

  const publishNext = async () => {
    const next = await publishPassed(hub, seller, { version: (version += 1) });
    await fanOutAll(hub);
    return next;
  };

  /** What a worker does in one round; what each try came to. */
  async function work(): Promise<readonly (string | null)[]> {
    const outcomes: (string | null)[] = [];
    for (const key of await claimWebhooks(hub.deps, 100)) {
      for (const id of await webhooksDue(hub.deps, key, 100)) outcomes.push(await deliverWebhook(hub.deps, key, id));
      await releaseWebhook(hub.deps, key);
    }
    return outcomes;
  }

  const deliveries = () => execute(hub.deps, admin, listWebhookDeliveries, { endpointId: hook.endpointId });
  const state = async () => (await execute(hub.deps, admin, listWebhooks, {}))[0];

  function signatureOf(secret: string, { headers, body }: Receiver["received"][number]): string {
    const key = Buffer.from(secret.replace("whsec_", ""), "base64");
    const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
    return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  }

  it("tell an endpoint of what its tenant got or follows, signed, once, and log the answer", async () => {
    await publishNext();
    expect(await work()).toEqual(["delivered"]);
    expect(await work()).toEqual([]);
    const [message] = receiver.received;
    if (message === undefined) throw new TypeError("It was delivered.");
    expect(message.headers["webhook-signature"]).toBe(signatureOf(hook.secret, message));
    expect(JSON.parse(message.body)).toMatchObject({
      type: "version.published",
      data: { personaId: "acme/surge-ready", version, url: "https://hub.test/store/acme/surge-ready" },
    });
    expect(await deliveries()).toMatchObject([{ status: "delivered", attempts: [{ status: 204, failure: null }] }]);
    const other = await newOwner(hub);
    others.push(other);
    await execute(hub.deps, other, follow, { subject: { publisher: "acme" }, forTenant: true });
    await execute(hub.deps, other, addWebhook, { url: receiver.url, kinds: ["version-published"] });
    await publishNext();
    expect(await work()).toEqual(["delivered", "delivered"]);
  });

  it("are tried again later and later, with the same id, and end after about a day", async () => {
    receiver.status = 500;
    await publishNext();
    expect(await work()).toEqual(["failed"]);
    expect(await work()).toEqual([]);
    for (const delay of retryDelaysMs) {
      hub.advance(delay * 1.21);
      expect(await work()).toEqual(["failed"]);
    }
    hub.advance(2 * 86_400_000);
    expect(await work()).toEqual([]);
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ status: "failed", nextAt: null });
    expect(delivery?.attempts).toHaveLength(retryDelaysMs.length + 1);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    receiver.status = 200;
    await execute(hub.deps, admin, resendWebhook, { deliveryId: delivery?.deliveryId ?? "" });
    expect(await work()).toEqual(["delivered"]);
    expect(receiver.received.at(-1)?.headers["webhook-id"]).toBe(delivery?.deliveryId);
  });

  it("are sent by another worker when the first one died, and by no two at a time", async () => {
    await publishNext();
    const [key] = await claimWebhooks(hub.deps, 10);
    expect(key?.endpointId).toBe(hook.endpointId);
    expect(await work()).toEqual([]);
    hub.advance(121_000);
    expect(await work()).toEqual(["delivered"]);
  });

  it("stop at once where the receiver says that it is gone, and say so to the admins", async () => {
    receiver.status = 410;
    await publishNext();
    expect(await work()).toEqual(["gone"]);
    expect((await state())?.disabled).toMatchObject({ because: "gone" });
    await fanOutAll(hub);
    const { notices } = await execute(hub.deps, admin, listNotices, { kind: "webhook-disabled" });
    expect(notices[0]?.summary).toContain(`Nothing is sent to ${new URL(receiver.url).host} any more.`);
    expect(notices[0]?.summary).not.toContain("private");
    await expectRefusal(
      execute(hub.deps, admin, sendTestWebhook, { endpointId: hook.endpointId }),
      "refused",
      "webhook-disabled",
    );
    await publishNext();
    expect(await work()).toEqual([]);
    receiver.status = 200;
    await execute(hub.deps, admin, changeWebhook, { endpointId: hook.endpointId, enabled: true });
    await publishNext();
    expect(await work()).toEqual(["delivered"]);
  });

  it("stop after days on which nothing got through", async () => {
    receiver.status = 503;
    await publishNext();
    await work();
    hub.advance(3 * 86_400_000 + 1);
    expect(await work()).toEqual(["failed"]);
    expect((await state())?.disabled).toMatchObject({ because: "failing" });
  });

  it("go nowhere by a redirect, and keep no more of an answer than its beginning", async () => {
    receiver.status = 302;
    await publishNext();
    expect(await work()).toEqual(["failed"]);
    expect(receiver.received).toHaveLength(1);
    expect((await deliveries())[0]?.attempts[0]).toMatchObject({ status: 302, response: "thanks" });
  });

  it("show a secret once, sign with the old one as well for a day, and never tell or log either", async () => {
    const rotated = await execute(hub.deps, admin, rotateWebhookSecret, { endpointId: hook.endpointId });
    expect(rotated.secret).not.toBe(hook.secret);
    await execute(hub.deps, admin, sendTestWebhook, { endpointId: hook.endpointId });
    await work();
    const [message] = receiver.received;
    if (message === undefined) throw new TypeError("It was delivered.");
    expect(JSON.parse(message.body)).toMatchObject({ type: "webhook.test" });
    const signatures = String(message.headers["webhook-signature"]).split(" ");
    expect(signatures).toEqual([signatureOf(rotated.secret, message), signatureOf(hook.secret, message)]);
    hub.advance(86_400_001);
    await execute(hub.deps, admin, sendTestWebhook, { endpointId: hook.endpointId });
    await work();
    expect(receiver.received[1]?.headers["webhook-signature"]).not.toContain(" ");
    const rows = await withTenant(hub.deps.db, admin.tenantId, (tx) => tx.select().from(tables.webhookEndpoints));
    const told = [
      await execute(hub.deps, admin, listWebhooks, {}),
      await execute(hub.deps, admin, listAudit, {}),
      rows,
    ];
    const text = JSON.stringify(told, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
    );
    for (const { secret } of [hook, rotated]) expect(text).not.toContain(secret.replace("whsec_", "").slice(0, 20));
    expect(JSON.stringify(told[1])).not.toContain("private");
  });

  it.each([
    ["http://10.0.0.1/", "address-refused"],
    ["https://user:pass@hooks.dev/", "credentials-refused"],
    ["https://169.254.169.254/", "address-refused"],
    ["https://0x0a.1/", "address-refused"],
    ["ftp://hooks.dev/", "scheme-refused"],
    ["nonsense", "url-malformed"],
  ])("are not sent to %s", async (url, detail) => {
    const adding = execute(hub.deps, admin, addWebhook, { url, kinds: ["version-published"] });
    await expectRefusal(adding, "refused", detail);
  });

  it("are the tenant's own and its admins' alone", async () => {
    await publishNext();
    await work();
    const { endpointId } = hook;
    const [delivery] = await deliveries();
    const deliveryId = delivery?.deliveryId ?? "";
    const stranger = await newOwner(hub);
    expect(await execute(hub.deps, stranger, listWebhooks, {})).toEqual([]);
    expect(await execute(hub.deps, stranger, listWebhookDeliveries, { endpointId })).toEqual([]);
    for (const refused of [
      () => execute(hub.deps, stranger, changeWebhook, { endpointId, enabled: false }),
      () => execute(hub.deps, stranger, rotateWebhookSecret, { endpointId }),
      () => execute(hub.deps, stranger, removeWebhook, { endpointId }),
      () => execute(hub.deps, stranger, sendTestWebhook, { endpointId }),
      () => execute(hub.deps, stranger, resendWebhook, { deliveryId }),
    ])
      await expectRefusal(refused(), "not-found");
    await expectRefusal(execute(hub.deps, as(admin, "operator"), listWebhooks, {}), "forbidden");
    const seen = await withTenant(hub.deps.db, stranger.tenantId, async (tx) => [
      ...(await tx.select().from(tables.webhookEndpoints)),
      ...(await tx.select().from(tables.webhookDeliveries)),
      ...(await tx.select().from(tables.webhookAttempts)),
    ]);
    expect(seen).toEqual([]);
  });

  it("are limited in number, and asked by hand no more than ten times a minute", async () => {
    const { url } = receiver;
    for (let i = 0; i < 9; i += 1) await execute(hub.deps, admin, addWebhook, { url, kinds: ["version-published"] });
    await expectRefusal(execute(hub.deps, admin, addWebhook, { url, kinds: ["version-published"] }), "conflict");
    const { endpointId } = hook;
    for (let i = 0; i < 10; i += 1) await execute(hub.deps, admin, sendTestWebhook, { endpointId });
    await expectRefusal(execute(hub.deps, admin, sendTestWebhook, { endpointId }), "rate-limited");
    await execute(hub.deps, admin, removeWebhook, { endpointId });
    expect(await work()).toEqual([]);
    expect((await deliveries()).every(({ status }) => status === "failed")).toBe(true);
  });

  it("are not sent unsigned when the hub's own secret was changed", async () => {
    await withTenant(hub.deps.db, admin.tenantId, (tx) =>
      tx.update(tables.webhookEndpoints).set({ secret: new Uint8Array(60) }),
    );
    await publishNext();
    expect(await work()).toEqual(["failed"]);
    expect((await deliveries())[0]?.attempts[0]?.failure).toBe("secret-unreadable");
    expect(receiver.received).toEqual([]);
  });
});
