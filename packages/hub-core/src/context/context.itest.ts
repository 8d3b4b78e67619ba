import { listenContextChanged } from "@fleet-persona/db";
import { contextSchema } from "@fleet-persona/protocol";
import type { Context } from "@fleet-persona/protocol";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "../actor.ts";
import type { HostKey } from "../agents/host-key.ts";
import type { FleetId } from "../ids.ts";
import { expireSecrets } from "../maintenance/expire-secrets.ts";
import { watchFleets } from "../maintenance/watch-fleets.ts";
import { as, expectRefusal, startHubWithHost } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { addCampaign } from "./add-campaign.ts";
import { declareIntent } from "./declare-intent.ts";
import { endIntent } from "./end-intent.ts";
import { importCampaigns } from "./import-campaigns.ts";
import { listCampaigns } from "./list-campaigns.ts";
import { listIntents } from "./list-intents.ts";
import { readHostContext } from "./read-host-context.ts";
import { removeCampaign } from "./remove-campaign.ts";

const hourMs = 3_600_000;

describe("context", () => {
  let hub: TestHub;
  let owner: Actor;
  let fleetId: FleetId;
  let host: HostKey;

  beforeAll(async () => {
    ({ hub, owner, fleetId, host } = await startHubWithHost());
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const now = (): number => hub.deps.now().getTime();
  const contextOf = async (): Promise<Omit<Context, "type">> => {
    const context = await readHostContext(hub.deps, host);
    expect(contextSchema.parse({ type: "context", ...context })).toEqual({ type: "context", ...context });
    return context;
  };

  it("tells hosts the intents that are or will be declared, until they are ended or their time is up", async () => {
    const heard: string[] = [];
    await using listener = await listenContextChanged(hub.deps.db, { onFleet: (id) => heard.push(id) });
    expect(listener).toBeDefined();
    const surge = await execute(hub.deps, as(owner, "operator"), declareIntent, {
      fleetId,
      name: "prepare_for_surge",
      weight: 0.7,
      from: now() + hourMs,
      until: now() + 2 * hourMs,
      target: "Friday's sale",
    });
    expect(surge).toMatchObject({ phase: "upcoming", endedAt: null });
    const calm = await execute(hub.deps, owner, declareIntent, { fleetId, name: "minimise_cost" });
    expect(calm).toMatchObject({ phase: "running", weight: 1, from: now(), until: null, target: null });
    await vi.waitFor(() => expect(heard).toEqual([fleetId, fleetId]));
    expect((await contextOf()).intents.map(({ name, weight }) => `${name} ${weight}`).toSorted()).toEqual([
      "minimise_cost 1",
      "prepare_for_surge 0.7",
    ]);
    await execute(hub.deps, owner, endIntent, { fleetId, intentId: calm.intentId });
    await expectRefusal(execute(hub.deps, owner, endIntent, { fleetId, intentId: calm.intentId }), "not-found");
    hub.advance(2 * hourMs);
    expect((await contextOf()).intents).toEqual([]);
    heard.length = 0;
    expect((await watchFleets(hub.deps)).endedIntents).toBe(1);
    await vi.waitFor(() => expect(heard).toEqual([fleetId]));
    expect((await execute(hub.deps, owner, listIntents, { fleetId })).map(({ phase }) => phase)).toEqual([
      "over",
      "over",
    ]);
  });

  it("refuses an intent that would never hold, has no proper name, or is one too many", async () => {
    const declare = (changes: object) =>
      execute(hub.deps, owner, declareIntent, { fleetId, name: "maintenance", ...changes });
    await expectRefusal(declare({ until: now() }), "invalid-input", "until");
    await expectRefusal(declare({ from: now() + 10, until: now() + 5 }), "invalid-input", "until");
    await expectRefusal(declare({ name: "Prepare" }), "invalid-input", "name");
    await expectRefusal(declare({ weight: 1.5 }), "invalid-input", "weight");
    for (let index = 0; index < 64; index += 1) await declare({ until: now() + 1_000 });
    await expectRefusal(declare({}), "conflict");
    hub.advance(1_000);
    await watchFleets(hub.deps);
  });

  it("tells hosts the campaigns ahead, the earliest first, and forgets those long over", async () => {
    const add = (name: string, startsIn: number) =>
      execute(hub.deps, owner, addCampaign, {
        fleetId,
        name,
        startsAt: now() + startsIn,
        endsAt: now() + startsIn + hourMs,
        weight: 0.5,
      });
    await add("Later", 2 * hourMs);
    const sooner = await add("Sooner", hourMs);
    expect(sooner).toMatchObject({ phase: "upcoming", uid: null, weight: 0.5 });
    expect((await contextOf()).campaigns.map(({ name }) => name)).toEqual(["Sooner", "Later"]);
    await execute(hub.deps, owner, removeCampaign, { fleetId, campaignId: sooner.campaignId });
    await expectRefusal(
      execute(hub.deps, owner, removeCampaign, { fleetId, campaignId: sooner.campaignId }),
      "not-found",
    );
    const past = { fleetId, name: "Past", startsAt: 1, endsAt: 2 };
    await expectRefusal(execute(hub.deps, owner, addCampaign, past), "invalid-input", "endsAt");
    await expectRefusal(execute(hub.deps, owner, addCampaign, { ...past, endsAt: 1 }), "invalid-input", "endsAt");
    hub.advance(4 * hourMs);
    expect((await contextOf()).campaigns).toEqual([]);
    expect(await execute(hub.deps, owner, listCampaigns, { fleetId })).toMatchObject([
      { name: "Later", phase: "over" },
    ]);
    hub.advance(31 * 24 * hourMs);
    await expireSecrets(hub.deps);
    expect(await execute(hub.deps, owner, listCampaigns, { fleetId })).toEqual([]);
  });

  it("takes a calendar event by event: good ones are kept, others refused, the same UID replaces", async () => {
    const stamp = (at: number): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, "");
    const event = (uid: string, lines: readonly string[]): string =>
      ["BEGIN:VEVENT", `UID:${uid}`, ...lines, "END:VEVENT"].join("\r\n");
    const calendar = (...events: string[]): string =>
      ["BEGIN:VCALENDAR", "VERSION:2.0", ...events, "END:VCALENDAR", ""].join("\r\n");
    const sale = (start: number) =>
      event("sale@shop", [
        `SUMMARY:Black\r\n  Friday`,
        `DTSTART:${stamp(start)}`,
        "DURATION:PT2H",
        "X-CAMPAIGN-WEIGHT:0.9",
      ]);
    const daily = event("daily@shop", [
      `SUMMARY:Lunch`,
      `DTSTART:${stamp(now() + hourMs)}`,
      "DURATION:PT1H",
      "RRULE:FREQ=DAILY;COUNT=3",
    ]);
    const odd = event("odd@shop", ["SUMMARY:No start", "DURATION:PT1H"]);
    const run = (ics: string) => execute(hub.deps, owner, importCampaigns, { fleetId, ics });

    const first = await run(calendar(sale(now() + 5 * hourMs), daily, odd));
    expect(first).toMatchObject({ added: 2, updated: 0 });
    expect(first.refusals).toEqual([{ event: "No start", message: expect.stringContaining("DTSTART") }]);
    expect(first.campaigns.map(({ uid, name }) => `${uid} ${name}`)).toEqual([
      "daily@shop Lunch",
      "sale@shop Black Friday",
      "daily@shop Lunch",
      "daily@shop Lunch",
    ]);
    const moved = now() + 6 * hourMs;
    const second = await run(calendar(sale(moved), daily));
    expect(second).toMatchObject({ added: 0, updated: 1, refusals: [] });
    const found = second.campaigns.filter(({ uid }) => uid === "sale@shop");
    expect(found).toMatchObject([{ startsAt: Math.floor(moved / 1000) * 1000, weight: 0.9 }]);
    await expectRefusal(run("BEGIN:NOTHING"), "invalid-input", "ics");
  });
});
