import { withTenant } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFleet } from "../fleets/create-fleet.ts";
import { pauseFleet } from "../fleets/pause-fleet.ts";
import { as, expectRefusal, newOwner, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { listAudit } from "./list-audit.ts";
import { verifyAuditChain } from "./verify-audit-chain.ts";

describe("the audit log", () => {
  let hub: TestHub;

  beforeAll(async () => {
    hub = await startTestHub();
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  it("has one row per command, in one chain, also when commands run at once", async () => {
    const owner = await newOwner(hub);
    const names = Array.from({ length: 8 }, (_, index) => `fleet-${index}`);
    await Promise.all(names.map((slug) => execute(hub.deps, owner, createFleet, { name: slug, slug })));
    await expectRefusal(execute(hub.deps, owner, createFleet, { name: "x", slug: "fleet-0" }), "conflict");
    const entries = await execute(hub.deps, owner, listAudit, { limit: 5 });
    expect(entries.map((entry) => entry.seq)).toEqual([9, 8, 7, 6, 5]);
    expect((await execute(hub.deps, owner, listAudit, { before: 5 })).map((entry) => entry.seq)).toEqual([4, 3, 2, 1]);
    expect(entries[0]).toMatchObject({ actor: `user:${owner.userId}`, command: "createFleet" });
    expect(await verifyAuditChain(hub.deps, owner.tenantId)).toEqual({ kind: "intact", entries: 9 });
    await expectRefusal(execute(hub.deps, as(owner, "operator"), listAudit, {}), "forbidden");
  });

  it("shows where somebody with the owner's rights changed, removed or cut off entries", async () => {
    const owner = await newOwner(hub);
    const { fleetId } = await execute(hub.deps, owner, createFleet, { name: "Web", slug: "web" });
    await execute(hub.deps, owner, pauseFleet, { fleetId, minutes: 5 });
    await execute(hub.deps, owner, pauseFleet, { fleetId, minutes: null });
    const sqlOwner = postgres(hub.database.ownerUrl, { max: 1 });
    const tampering = [
      [`update audit_log set details = '{}' where seq = 2`, { kind: "broken", seq: 2, because: "hash-mismatch" }],
      [
        `delete from audit_log where seq = 3 and tenant_id = '${owner.tenantId}'`,
        { kind: "broken", seq: 3, because: "entry-missing" },
      ],
      [`delete from audit_log where seq = 4`, { kind: "broken", seq: 4, because: "head-mismatch" }],
    ] as const;
    for (const [statement, verdict] of tampering) {
      await sqlOwner.unsafe("create table kept as select * from audit_log");
      await sqlOwner.unsafe(statement);
      expect(await verifyAuditChain(hub.deps, owner.tenantId)).toEqual(verdict);
      await sqlOwner.unsafe("truncate audit_log; insert into audit_log select * from kept; drop table kept");
    }
    await sqlOwner.end();
    expect(await verifyAuditChain(hub.deps, owner.tenantId)).toEqual({ kind: "intact", entries: 4 });
  });

  it("takes its row back with a command that fails", async () => {
    const owner = await newOwner(hub);
    const unknown = "00000000-0000-4000-8000-000000000000";
    await expectRefusal(execute(hub.deps, owner, pauseFleet, { fleetId: unknown, minutes: 1 }), "not-found");
    const rows = await withTenant(hub.deps.db, owner.tenantId, (tx) => tx.execute(sql`select command from audit_log`));
    expect(rows.map((row) => row["command"])).toEqual(["createTenant"]);
  });
});
