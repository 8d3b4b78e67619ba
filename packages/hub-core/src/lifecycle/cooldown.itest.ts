import { tables, withTenant } from "@fleet-persona/db";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { offerVersionNow } from "../author/offer-version-now.ts";
import { setCooldown } from "../author/set-cooldown.ts";
import type { FleetView } from "../fleets/fleet.ts";
import { claimGateRun } from "../gate/claim-gate-run.ts";
import { gateJobSchema } from "../gate/gate-run.ts";
import { considerNewVersion } from "../reviews/consider-new-version.ts";
import { listCandidates } from "../reviews/list-candidates.ts";
import { setReviewPolicy } from "../reviews/set-review-policy.ts";
import { getListing } from "../store/get-listing.ts";
import type { ListingDetail } from "../store/listing.ts";
import { publishPersona } from "../store/publish-persona.ts";
import { passGate } from "../testing/pass-gate.ts";
import { asBase64, sampleBundle } from "../testing/sample-bundle.fixture.ts";
import { expectRefusal, newBuyer, newOwner, newSeller, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { endDueCooldowns } from "./cooldown.ts";
import { publishAdvisory } from "./publish-advisory.ts";
import { yankVersion } from "./yank-version.ts";

const personaId = "acme/surge-ready";
const hourMs = 3_600_000;

describe("a cool-down", () => {
  let hub: TestHub;
  let seller: Actor;
  let buyer: Actor;
  let fleet: FleetView;

  beforeEach(async () => {
    hub = await startTestHub();
    const made = await newSeller(hub);
    ({ seller } = made);
    ({ buyer, fleet } = await newBuyer(hub, made.published));
    await execute(hub.deps, seller, setCooldown, { personaId, hours: 20 });
  });
  afterEach(() => hub[Symbol.asyncDispose]());

  const shown = (): Promise<ListingDetail> =>
    execute(hub.deps, null, getListing, { publisher: "acme", name: "surge-ready" });
  const publish = async (version: number): Promise<Awaited<ReturnType<typeof considerNewVersion>>> => {
    const files = asBase64(sampleBundle({ version }));
    const { personaVersionId } = await execute(hub.deps, seller, publishPersona, { files });
    return considerNewVersion(hub.deps, await passGate(hub.deps, personaVersionId));
  };
  const offers = async (): Promise<unknown> => {
    const { offer, coming } = await shown();
    return [offer?.version, coming?.version];
  };

  it("keeps a new version from everybody until its time has come, and says when", async () => {
    expect(await publish(2)).toEqual({ upgraded: 0, asked: 0 });
    expect(await offers()).toEqual([1, 2]);
    expect((await shown()).coming?.offeredFrom).toBe(hub.deps.now().getTime() + 20 * hourMs);
    const { fleetId } = fleet;
    const [candidate] = await execute(hub.deps, buyer, listCandidates, { fleetId });
    expect(candidate?.version).toBe(1);
    hub.advance(19 * hourMs);
    expect(await endDueCooldowns(hub.deps)).toBe(0);
    hub.advance(2 * hourMs);
    expect(await endDueCooldowns(hub.deps)).toBe(1);
    expect(await offers()).toEqual([2, undefined]);
    expect(await endDueCooldowns(hub.deps)).toBe(0);
    // The gate's queue carries on from its verdict: now fleets are told.
    const jobs = await withTenant(hub.deps.db, seller.tenantId, (tx) =>
      tx.execute<{ data: unknown }>(
        sql`select data from pgboss.job where name = 'gate' order by created_on desc, id limit 1`,
      ),
    );
    const claim = await claimGateRun(hub.deps, gateJobSchema.parse(jobs[0]?.data), 1);
    if (claim.kind !== "judged") throw new TypeError("The run had ended before.");
    expect(await considerNewVersion(hub.deps, claim.judged)).toEqual({ upgraded: 0, asked: 1 });
  });

  it("does not keep it from a tenant that takes versions early", async () => {
    await execute(hub.deps, buyer, setReviewPolicy, { fourEyes: false, autoApprove: false, takeEarly: true });
    expect(await publish(2)).toEqual({ upgraded: 0, asked: 1 });
    const [candidate] = await execute(hub.deps, buyer, listCandidates, { fleetId: fleet.fleetId });
    expect(candidate?.version).toBe(2);
    expect(await offers()).toEqual([1, 2]);
  });

  it("ends when its publisher says so, once, and nobody else can", async () => {
    await publish(2);
    const stranger = await newOwner(hub);
    await expectRefusal(execute(hub.deps, stranger, offerVersionNow, { personaId, version: 2 }), "not-found");
    await execute(hub.deps, seller, offerVersionNow, { personaId, version: 2 });
    expect(await offers()).toEqual([2, undefined]);
    await expectRefusal(
      execute(hub.deps, seller, offerVersionNow, { personaId, version: 2 }),
      "refused",
      "not-cooling",
    );
  });

  it("is overridden by an advisory on the version in offer, and by no other", async () => {
    await execute(hub.deps, seller, setCooldown, { personaId, hours: 0 });
    await publish(2);
    await execute(hub.deps, seller, setCooldown, { personaId, hours: 20 });
    await publish(3);
    const advise = (affected: number[]): Promise<unknown> =>
      execute(hub.deps, seller, publishAdvisory, { personaId, severity: "high", title: "It sheds load.", affected });
    await advise([1]);
    expect(await offers()).toEqual([2, 3]);
    await advise([1, 2]);
    expect(await offers()).toEqual([3, undefined]);
    // What is published while the offer is under an advisory does not cool down either.
    await advise([3]);
    await publish(4);
    expect(await offers()).toEqual([4, undefined]);
  });

  it("is over when the version in offer is yanked", async () => {
    await publish(2);
    await execute(hub.deps, seller, yankVersion, { personaId, version: 1, reason: "It sheds load." });
    expect(await offers()).toEqual([2, undefined]);
  });

  it("is never begun again: the database refuses it", async () => {
    await publish(2);
    await execute(hub.deps, seller, offerVersionNow, { personaId, version: 2 });
    const { personaVersions: versions } = tables;
    const again = await withTenant(hub.deps.db, seller.tenantId, (tx) =>
      tx
        .update(versions)
        .set({ offeredAt: hub.deps.now() })
        .where(eq(versions.version, 2))
        .returning({ id: versions.id }),
    );
    expect(again).toEqual([]);
    const begin = withTenant(hub.deps.db, seller.tenantId, (tx) =>
      tx.update(versions).set({ offeredFrom: hub.deps.now() }).where(eq(versions.version, 2)),
    );
    await expect(begin).rejects.toMatchObject({ cause: { code: "42501" } });
  });
});
