import { withTenant, withoutTenant } from "@fleet-persona/db";
import { emptyFleetConfig } from "@fleet-persona/fleet-config";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import type { HostKey } from "../agents/host-key.ts";
import { createApiToken } from "../api-tokens/create-api-token.ts";
import { listApiTokens } from "../api-tokens/list-api-tokens.ts";
import { revokeApiToken } from "../api-tokens/revoke-api-token.ts";
import { applyFleetConfig } from "../config/apply-fleet-config.ts";
import { exportFleetConfig } from "../config/export-fleet-config.ts";
import { getFleetConfigVersion } from "../config/get-fleet-config-version.ts";
import { listFleetConfigVersions } from "../config/list-fleet-config-versions.ts";
import { planFleetConfig } from "../config/plan-fleet-config.ts";
import { addCampaign } from "../context/add-campaign.ts";
import { declareIntent } from "../context/declare-intent.ts";
import { endIntent } from "../context/end-intent.ts";
import { importCampaigns } from "../context/import-campaigns.ts";
import { listCampaigns } from "../context/list-campaigns.ts";
import { listIntents } from "../context/list-intents.ts";
import { readHostContext } from "../context/read-host-context.ts";
import { removeCampaign } from "../context/remove-campaign.ts";
import { addPause } from "../control/add-pause.ts";
import { engageKillSwitch } from "../control/engage-kill-switch.ts";
import { releaseKillSwitch } from "../control/release-kill-switch.ts";
import { removePause } from "../control/remove-pause.ts";
import { resumeSteering } from "../control/resume-steering.ts";
import { checkPersonaFit } from "../fit/check-persona-fit.ts";
import { createFleet } from "../fleets/create-fleet.ts";
import type { FleetId } from "../ids.ts";
import { takeFleetLease } from "../leadership/take-fleet-lease.ts";
import { authenticateSource } from "../sources/authenticate-source.ts";
import { createSource } from "../sources/create-source.ts";
import { listSources } from "../sources/list-sources.ts";
import { pushEvents } from "../sources/push-events.ts";
import { revokeSource } from "../sources/revoke-source.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { expectRefusal, newBuyer, newOwner, newSeller, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";

const tenantTables = [
  "fleet_configs",
  "fleet_kill_switches",
  "fleet_pauses",
  "attribute_resumptions",
  "fleet_leases",
  "intents",
  "campaigns",
  "signal_sources",
  "source_signals",
  "source_event_slots",
  "api_tokens",
];

describe("tenancy of what people say about a fleet", () => {
  let hub: TestHub;
  let intruder: Actor;
  let owner: Actor;
  let host: HostKey;
  let published: PublishedPersona;
  let theirs: {
    fleetId: FleetId;
    pauseId: string;
    intentId: string;
    campaignId: string;
    sourceId: string;
    tokenId: string;
  };

  // One row in every table.
  beforeAll(async () => {
    hub = await startTestHub();
    ({ published } = await newSeller(hub));
    const made = await newBuyer(hub, published);
    ({ buyer: owner, host } = made);
    intruder = await newOwner(hub);
    const { deps } = hub;
    const { fleetId } = made.fleet;
    const later = { startsAt: deps.now().getTime() + 1_000, endsAt: deps.now().getTime() + 2_000 };
    await execute(deps, owner, engageKillSwitch, { fleetId });
    await execute(deps, owner, resumeSteering, { fleetId, attribute: "*" });
    await takeFleetLease(deps, host, { askedAt: 1 });
    const { pauses } = await execute(deps, owner, addPause, { fleetId, scope: { kind: "all" }, minutes: null });
    const { intentId } = await execute(deps, owner, declareIntent, { fleetId, name: "maintenance" });
    const { campaignId } = await execute(deps, owner, addCampaign, { fleetId, name: "Sale", ...later });
    const signals = ["event_rate.buy"];
    const { sourceId, token } = await execute(deps, owner, createSource, { fleetId, name: "shop", signals });
    const event = { kind: "event", event: "buy", count: 1, session: null, at: deps.now().getTime() } as const;
    await pushEvents(deps, await authenticateSource(deps, token), [event]);
    const { tokenId } = await execute(deps, owner, createApiToken, { name: "ci", scopes: ["fleet:read"] });
    theirs = { fleetId, pauseId: pauses[0]?.pauseId ?? "", intentId, campaignId, sourceId, tokenId };
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  it("answers another tenant's fleet like one that does not exist", async () => {
    const { deps } = hub;
    const { fleetId, pauseId, intentId, campaignId, sourceId, tokenId } = theirs;
    const config = emptyFleetConfig("web-eu");
    const soon = deps.now().getTime() + 10_000;
    const attempts = [
      execute(deps, intruder, exportFleetConfig, { fleetId }),
      execute(deps, intruder, planFleetConfig, { fleetId, config }),
      execute(deps, intruder, applyFleetConfig, { fleetId, config, baseVersion: 1 }),
      execute(deps, intruder, listFleetConfigVersions, { fleetId }),
      execute(deps, intruder, getFleetConfigVersion, { fleetId, version: 1 }),
      execute(deps, intruder, engageKillSwitch, { fleetId }),
      execute(deps, intruder, releaseKillSwitch, { fleetId }),
      execute(deps, intruder, addPause, { fleetId, scope: { kind: "all" }, minutes: 5 }),
      execute(deps, intruder, removePause, { fleetId, pauseId }),
      execute(deps, intruder, resumeSteering, { fleetId, attribute: "*" }),
      execute(deps, intruder, declareIntent, { fleetId, name: "maintenance" }),
      execute(deps, intruder, endIntent, { fleetId, intentId }),
      execute(deps, intruder, listIntents, { fleetId }),
      execute(deps, intruder, addCampaign, { fleetId, name: "x", startsAt: soon, endsAt: soon + 1 }),
      execute(deps, intruder, importCampaigns, { fleetId, ics: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" }),
      execute(deps, intruder, removeCampaign, { fleetId, campaignId }),
      execute(deps, intruder, listCampaigns, { fleetId }),
      execute(deps, intruder, createSource, { fleetId, name: "x", signals: ["x"] }),
      execute(deps, intruder, revokeSource, { fleetId, sourceId }),
      execute(deps, intruder, listSources, { fleetId }),
      execute(deps, intruder, checkPersonaFit, { fleetId, personaVersionId: published.personaVersionId }),
      execute(deps, intruder, revokeApiToken, { tokenId }),
      readHostContext(deps, { tenantId: intruder.tenantId, hostId: host.hostId }),
      takeFleetLease(deps, { tenantId: intruder.tenantId, hostId: host.hostId }, { askedAt: 1 }),
    ];
    await Promise.all(attempts.map((attempt) => expectRefusal(attempt, "not-found")));
    expect(await execute(deps, intruder, listApiTokens, {})).toEqual([]);
  });

  it("does not find what belongs to another fleet by its id, whoever's fleet is named", async () => {
    const { deps } = hub;
    const { pauseId, intentId, campaignId, sourceId } = theirs;
    for (const actor of [intruder, owner]) {
      const { fleetId } = await execute(deps, actor, createFleet, { name: "Other", slug: "other" });
      await expectRefusal(execute(deps, actor, removePause, { fleetId, pauseId }), "not-found");
      await expectRefusal(execute(deps, actor, endIntent, { fleetId, intentId }), "not-found");
      await expectRefusal(execute(deps, actor, removeCampaign, { fleetId, campaignId }), "not-found");
      await expectRefusal(execute(deps, actor, revokeSource, { fleetId, sourceId }), "not-found");
    }
  });

  it("keeps every one of its tables from other tenants and from no tenant at all", async () => {
    const { db } = hub.deps;
    for (const table of tenantTables) {
      const read = sql`select tenant_id from ${sql.identifier(table)}`;
      expect([table, await withoutTenant(db, (tx) => tx.execute(read))]).toEqual([table, []]);
      const seen = await withTenant(db, intruder.tenantId, (tx) => tx.execute(read));
      expect([table, seen.filter((row) => row["tenant_id"] !== intruder.tenantId)]).toEqual([table, []]);
      const own = await withTenant(db, owner.tenantId, (tx) => tx.execute(read));
      expect([table, own.length > 0]).toEqual([table, true]);
    }
    const { fleetId } = theirs;
    const into = (statement: ReturnType<typeof sql>) =>
      withTenant(db, intruder.tenantId, (tx) => tx.execute(statement)).then(
        () => "done",
        () => "refused",
      );
    expect(
      await into(sql`insert into fleet_leases (tenant_id, fleet_id, epoch, holder, expires_at)
        values (${owner.tenantId}, ${fleetId}, 9, ${host.hostId}, now())`),
    ).toBe("refused");
    const rewrite = withTenant(db, owner.tenantId, (tx) => tx.execute(sql`update fleet_configs set note = 'nothing'`));
    await expect(rewrite).rejects.toThrow();
  });
});
