import { randomBytes } from "node:crypto";
import { startTestDatabase } from "@fleet-persona/db";
import { authStore } from "@fleet-persona/hub-core";
import type { Deps } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { authjsIdentity } from "./authjs-identity.ts";
import type { SignInMail } from "./mailer.ts";

const hubUrl = "http://127.0.0.1:4000";
const secret = "0123456789abcdef0123456789abcdef";

async function startIdentity() {
  const database = await startTestDatabase();
  const deps: Deps = {
    db: database.db,
    now: () => new Date(),
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  };
  const mails: SignInMail[] = [];
  const mailer = { sendSignInLink: async (mail: SignInMail) => void mails.push(mail) };
  const identity = authjsIdentity({ store: authStore(deps), mailer, secret, hubUrl });
  return { identity, mails, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

const cookieOf = (response: Response, name: string): string | undefined =>
  response.headers
    .getSetCookie()
    .map((line) => new RegExp(`^${name}=([^;]+);.*HttpOnly`, "i").exec(line)?.[1])
    .find((value) => value !== undefined);

test("authjsIdentity signs in with a link once, and out again", async () => {
  await using started = await startIdentity();
  const { identity, mails } = started;
  expect(await identity.requestLink("Ada@Example.org", "/fleets")).toEqual({ kind: "sent" });
  const [mail] = mails;
  expect(mail?.to).toBe("ada@example.org");
  expect(mail?.url.startsWith(`${hubUrl}/api/auth/callback/email?`)).toBe(true);

  const opened = await identity.handle(new Request(mail?.url ?? ""));
  expect(opened.headers.get("location")).toBe(`${hubUrl}/fleets`);
  const session = cookieOf(opened, identity.cookieName);
  expect(await identity.userOf(session)).toMatchObject({ email: "ada@example.org" });

  const again = await identity.handle(new Request(mail?.url ?? ""));
  expect(again.headers.get("location")).toContain("/sign-in?error=Verification");
  expect(cookieOf(again, identity.cookieName)).toBeUndefined();

  await identity.signOut(session);
  expect(await identity.userOf(session)).toBeNull();
});

test("authjsIdentity derives the link from the hub's address, whatever the request says", async () => {
  await using started = await startIdentity();
  const { identity, mails } = started;
  await identity.requestLink("ada@example.org", "/store");
  const forged = new Request((mails[0]?.url ?? "").replace(hubUrl, "http://evil.example"));
  const opened = await identity.handle(forged);
  expect(opened.headers.get("location")).toBe(`${hubUrl}/store`);
});

test.each(["", "ada", "a b@c", '"a@evil.example"@example.org', "a@b@c"])(
  "authjsIdentity refuses the address %j",
  async (address) => {
    const identity = authjsIdentity({ store: {} as never, mailer: { sendSignInLink: async () => {} }, secret, hubUrl });
    expect(await identity.requestLink(address, "/store")).toEqual({ kind: "refused", because: "invalid-address" });
  },
);

test("authjsIdentity without a mailer says so", async () => {
  const identity = authjsIdentity({ store: {} as never, mailer: null, secret, hubUrl });
  expect(await identity.requestLink("ada@example.org", "/store")).toEqual({ kind: "refused", because: "no-mailer" });
});
