import { randomBytes } from "node:crypto";
import { startTestDatabase } from "@fleet-persona/db";
import { authStore, createTenant, execute, listMyTenants, resolveActor, userIdSchema } from "@fleet-persona/hub-core";
import type { Deps } from "@fleet-persona/hub-core";
import { TRPCError } from "@trpc/server";
import { expect, test } from "vitest";
import type { Session } from "../auth/session.ts";
import { appRouter } from "./router.ts";

async function startHub() {
  const database = await startTestDatabase();
  const core: Deps = {
    db: database.db,
    now: () => new Date(),
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  };
  return { core, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

async function sessionOf(core: Deps, email: string, slug: string): Promise<Session> {
  const user = await authStore(core).createUser({ email, emailVerified: null });
  const userId = userIdSchema.parse(user.id);
  const tenant = await execute(core, { userId }, createTenant, { name: slug, slug });
  const actor = await resolveActor(core, { userId, tenantId: tenant.tenantId });
  const tenants = await execute(core, { userId }, listMyTenants, {});
  return { user: { userId, email }, actor, tenant, tenants };
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "fine",
    (error: unknown) => (error instanceof TRPCError ? error.code : String(error)),
  );

test("appRouter answers members, and refuses strangers, other origins and other tenants", async () => {
  await using hub = await startHub();
  const { core } = hub;
  const ada = await sessionOf(core, "ada@example.org", "ada");
  const bob = await sessionOf(core, "bob@example.org", "bob");
  const as = (session: Session | null, sameOrigin = true) => appRouter.createCaller({ core, session, sameOrigin });

  const fleet = await as(ada).createFleet({ name: "Web", slug: "web" });
  expect(await as(ada).listFleets({})).toMatchObject([{ name: "Web" }]);
  expect(await as(null).searchListings({})).toMatchObject({ rows: [] });

  expect(await codeOf(as(null).listFleets({}))).toBe("UNAUTHORIZED");
  expect(await codeOf(as(ada, false).createFleet({ name: "Web 2", slug: "web-2" }))).toBe("FORBIDDEN");
  expect(await codeOf(as(bob).getFleet({ fleetId: fleet.fleetId }))).toBe("NOT_FOUND");
  expect(await codeOf(as(ada).createFleet({ name: "Web", slug: "web" }))).toBe("CONFLICT");
  expect(await codeOf(as(ada).createFleet({ name: "", slug: "UPPER" }))).toBe("BAD_REQUEST");
  const viewer: Session = { ...ada, actor: { ...ada.actor, role: "viewer" } };
  expect(await codeOf(as(viewer).createFleet({ name: "Web 3", slug: "web-3" }))).toBe("FORBIDDEN");
});
