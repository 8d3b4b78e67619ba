import { tables, withTenant } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { listAudit } from "../audit/list-audit.ts";
import { createFleet } from "../fleets/create-fleet.ts";
import { pauseFleet } from "../fleets/pause-fleet.ts";
import { as, expectRefusal, newOwner, newUser, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { createApiToken } from "./create-api-token.ts";
import { listApiTokens } from "./list-api-tokens.ts";
import { resolveApiActor } from "./resolve-api-actor.ts";
import { revokeApiToken } from "./revoke-api-token.ts";

describe("an API token", () => {
  let hub: TestHub;
  let owner: Actor;

  beforeAll(async () => {
    hub = await startTestHub();
    owner = await newOwner(hub);
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  it("acts for who made it in the lower of both roles, and its deeds are told apart in the audit log", async () => {
    const write = await execute(hub.deps, owner, createApiToken, { name: "ci", scopes: ["fleet:write"] });
    expect(write.token).toMatch(/^fpk_[0-9a-f]{32}_[\w-]{43}$/);
    const actor = await resolveApiActor(hub.deps, write.token, "fleet:write");
    expect(actor).toEqual({
      userId: owner.userId,
      tenantId: owner.tenantId,
      role: "operator",
      apiTokenId: write.tokenId,
    });
    expect((await resolveApiActor(hub.deps, write.token, "fleet:read")).role).toBe("operator");
    await expectRefusal(resolveApiActor(hub.deps, write.token, "signals:write"), "forbidden");
    const fleet = await execute(hub.deps, actor, createFleet, { name: "Made by ci", slug: "ci" });
    const [entry] = await execute(hub.deps, owner, listAudit, {});
    expect(entry).toMatchObject({ command: "createFleet", actor: `token:${write.tokenId}` });

    hub.advance(1);
    const read = await execute(hub.deps, owner, createApiToken, { name: "dashboards", scopes: ["fleet:read"] });
    const reader = await resolveApiActor(hub.deps, read.token, "fleet:read");
    const { fleetId } = fleet;
    await expectRefusal(execute(hub.deps, reader, pauseFleet, { fleetId, minutes: 5 }), "forbidden");
    await expectRefusal(resolveApiActor(hub.deps, read.token, "fleet:write"), "forbidden");
    const kept = await execute(hub.deps, owner, listApiTokens, {});
    expect(kept.map(({ name, state, lastUsedAt }) => [name, state, lastUsedAt !== null])).toEqual([
      ["dashboards", "good", true],
      ["ci", "good", true],
    ]);
    expect(JSON.stringify(kept)).not.toContain(read.token);
  });

  it("opens nothing when it is wrong, expired, revoked, or its maker has left", async () => {
    const make = (expiresInDays = 1) =>
      execute(hub.deps, owner, createApiToken, { name: "t", scopes: ["fleet:read"], expiresInDays });
    const open = (token: string) => resolveApiActor(hub.deps, token, "fleet:read");
    await expectRefusal(open("fpk_nonsense"), "unauthenticated");
    const foreign = (await make()).token.replace(/_[0-9a-f]{32}_/, `_${"0".repeat(32)}_`);
    await expectRefusal(open(foreign), "unauthenticated");
    const short = await make(1);
    hub.advance(86_400_000);
    await expectRefusal(open(short.token), "unauthenticated");
    const revoked = await make();
    const view = await execute(hub.deps, owner, revokeApiToken, { tokenId: revoked.tokenId });
    expect(view.state).toBe("revoked");
    await expectRefusal(open(revoked.token), "unauthenticated");
    const left = await make();
    const { memberships } = tables;
    await withTenant(hub.deps.db, owner.tenantId, (tx) =>
      tx.delete(memberships).where(eq(memberships.userId, owner.userId)),
    );
    await expectRefusal(open(left.token), "unauthenticated");
  });

  it("is revoked by its maker or an admin, and by nobody else", async () => {
    const maker = await newOwner(hub);
    const { tokenId } = await execute(hub.deps, maker, createApiToken, { name: "t", scopes: ["fleet:read"] });
    const { userId } = await newUser(hub);
    const colleague: Actor = { ...maker, userId, role: "operator" };
    await expectRefusal(execute(hub.deps, colleague, revokeApiToken, { tokenId }), "forbidden");
    await expectRefusal(execute(hub.deps, await newOwner(hub), revokeApiToken, { tokenId }), "not-found");
    await expectRefusal(execute(hub.deps, as(maker, "viewer"), listApiTokens, {}), "forbidden");
    expect((await execute(hub.deps, { ...colleague, role: "admin" }, revokeApiToken, { tokenId })).state).toBe(
      "revoked",
    );
  });
});
