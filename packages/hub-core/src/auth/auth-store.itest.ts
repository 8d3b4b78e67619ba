import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expireSecrets } from "../maintenance/expire-secrets.ts";
import { expectRefusal, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { authStore } from "./auth-store.ts";
import type { AuthStore } from "./auth-store.ts";
import { listOutboxMessages, putOutboxMessage } from "./outbox.ts";

describe("authStore", () => {
  let hub: TestHub;
  let store: AuthStore;

  beforeAll(async () => {
    hub = await startTestHub();
    store = authStore(hub.deps);
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  it("finds people by id, address in any case, and account", async () => {
    const user = await store.createUser({ email: "Ada@Example.com", emailVerified: null, name: "Ada" });
    expect(user.email).toBe("ada@example.com");
    expect(await store.getUser(user.id)).toEqual(user);
    expect(await store.getUser("nobody")).toBeNull();
    expect(await store.getUserByEmail("ADA@example.com")).toEqual(user);
    await store.linkAccount({ userId: user.id, type: "oidc", provider: "idp", providerAccountId: "7" });
    expect(await store.getUserByAccount({ provider: "idp", providerAccountId: "7" })).toEqual(user);
    const verified = new Date(hub.deps.now());
    expect(await store.updateUser({ id: user.id, emailVerified: verified })).toEqual({
      ...user,
      emailVerified: verified,
    });
    await expectRefusal(store.createUser({ email: "ada@example.com", emailVerified: null }), "conflict");
  });

  it("keeps sessions until they expire or end, and never their token", async () => {
    const user = await store.createUser({ email: `${randomUUID()}@example.com`, emailVerified: null });
    const expires = new Date(hub.deps.now().getTime() + 60_000);
    const session = await store.createSession({ sessionToken: "secret-session", userId: user.id, expires });
    expect(await store.getSessionAndUser("secret-session")).toEqual({ session, user });
    expect(await store.getSessionAndUser("another")).toBeNull();
    const owner = postgres(hub.database.ownerUrl, { max: 1 });
    const [dump] = await owner<{ text: string }[]>`select string_agg(row::text, '') as text from sessions as row`;
    await owner.end();
    expect(dump?.text).not.toContain(Buffer.from("secret-session").toString("hex"));
    hub.advance(60_000);
    expect(await store.getSessionAndUser("secret-session")).toBeNull();
    const later = new Date(hub.deps.now().getTime() + 60_000);
    expect((await store.updateSession({ sessionToken: "secret-session", expires: later }))?.expires).toEqual(later);
    await store.deleteSession("secret-session");
    expect(await store.updateSession({ sessionToken: "secret-session" })).toBeNull();
  });

  it("uses a verification token once", async () => {
    const token = { identifier: "Bob@example.com", token: "t", expires: new Date(hub.deps.now().getTime() + 1_000) };
    await store.createVerificationToken(token);
    expect(await store.useVerificationToken({ identifier: "bob@example.com", token: "wrong" })).toBeNull();
    const used = await Promise.all([1, 2, 3].map(() => store.useVerificationToken(token)));
    expect(used.filter((each) => each !== null)).toEqual([token]);
    await store.createVerificationToken(token);
    hub.advance(2_000);
    await expireSecrets(hub.deps);
    expect(await store.useVerificationToken(token)).toBeNull();
  });

  it("lets one address ask for twenty links in a quarter of an hour", async () => {
    const expires = new Date(hub.deps.now().getTime() + 1_000);
    const ask = (identifier: string): Promise<unknown> =>
      store.createVerificationToken({ identifier, token: randomUUID(), expires });
    for (let asked = 0; asked < 20; asked += 1) await ask("eve@example.com");
    await expectRefusal(ask("eve@example.com"), "rate-limited");
    await ask("mallory@example.com");
    hub.advance(900_000);
    await ask("eve@example.com");
  });

  it("shows the outbox newest first, of one address when asked", async () => {
    await putOutboxMessage(hub.deps, { to: "A@example.com", subject: "1", text: "one", url: "http://127.0.0.1/x" });
    hub.advance(1);
    await putOutboxMessage(hub.deps, { to: "b@example.com", subject: "2", text: "two", url: null });
    expect((await listOutboxMessages(hub.deps, {})).map((message) => message.subject)).toEqual(["2", "1"]);
    const [mine] = await listOutboxMessages(hub.deps, { to: "a@example.com" });
    expect(mine).toMatchObject({ to: "a@example.com", url: "http://127.0.0.1/x" });
  });
});
