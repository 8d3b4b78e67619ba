import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import type { HostKey } from "../agents/host-key.ts";
import { readHostContext } from "../context/read-host-context.ts";
import type { FleetId } from "../ids.ts";
import { as, expectRefusal, startHubWithHost } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { authenticateSource } from "./authenticate-source.ts";
import { createSource } from "./create-source.ts";
import { listSources } from "./list-sources.ts";
import { pushEvents } from "./push-events.ts";
import { pushSignals } from "./push-signals.ts";
import type { PushedSignal } from "./push-signals.ts";
import { revokeSource } from "./revoke-source.ts";

describe("a source", () => {
  let hub: TestHub;
  let owner: Actor;
  let fleetId: FleetId;
  let host: HostKey;

  beforeAll(async () => {
    ({ hub, owner, fleetId, host } = await startHubWithHost());
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const newSource = (name: string, signals: string[]) =>
    execute(hub.deps, owner, createSource, { fleetId, name, signals });
  const value = (name: string, number: number, observedAt: number | null = null): PushedSignal => ({
    name,
    unit: "ratio",
    value: number,
    observedAt,
  });

  it("is made by an admin, shows its token once, and is one of its name", async () => {
    const input = { fleetId, name: "shop", signals: ["conversion_rate", "revenue_rate"] };
    await expectRefusal(execute(hub.deps, as(owner, "operator"), createSource, input), "forbidden");
    const { token, ...source } = await execute(hub.deps, as(owner, "admin"), createSource, input);
    expect(token).toMatch(/^fpm_[0-9a-f]{32}_[\w-]{43}$/);
    expect(await execute(hub.deps, owner, listSources, { fleetId })).toEqual([source]);
    expect(source.signals.map(({ freshness }) => freshness)).toEqual(["never", "never"]);
    await expectRefusal(execute(hub.deps, owner, createSource, input), "conflict");
    for (const name of ["campaign_active", "intent.maintenance", "time_of_day.sin"])
      await expectRefusal(newSource("clock", [name]), "invalid-input");
    await expectRefusal(newSource("twice", ["a", "a"]), "invalid-input", "signals");
    expect(await authenticateSource(hub.deps, token)).toMatchObject({ fleetId, name: "shop" });
    await expectRefusal(authenticateSource(hub.deps, `${token.slice(0, -1)}~`), "unauthenticated");
    await expectRefusal(
      authenticateSource(hub.deps, token.replace(/.$/, token.endsWith("A") ? "B" : "A")),
      "unauthenticated",
    );
  });

  it("tells only what is on its list; the newest value of each reaches the hosts with its age", async () => {
    const { token } = await newSource("kpi", ["kpi_a", "kpi_b"]);
    const source = await authenticateSource(hub.deps, token);
    const at = hub.deps.now().getTime();
    const outcome = await pushSignals(hub.deps, source, [
      value("kpi_a", 1, at - 5_000),
      value("kpi_a", 2, at - 1_000),
      value("kpi_b", 3, at + 60_000),
      value("secret", 4),
      value("kpi_b", Number.NaN),
      value("kpi_b", 5, at - 2 * 86_400_000),
    ]);
    expect(outcome).toEqual({
      accepted: 3,
      rejected: [
        { name: "secret", message: "is not on the list of the source kpi" },
        { name: "kpi_b", message: "is not a finite number" },
        { name: "kpi_b", message: "is older than a day" },
      ],
    });
    // One that was observed earlier arrives late: it changes nothing.
    await pushSignals(hub.deps, source, [value("kpi_a", 0, at - 4_000)]);
    hub.advance(2_000);
    const { signals } = await readHostContext(hub.deps, host);
    expect(signals.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: "kpi_a", unit: "ratio", value: 2, ageMs: 3_000 },
      { name: "kpi_b", unit: "ratio", value: 3, ageMs: 2_000 },
    ]);
    const [view] = (await execute(hub.deps, owner, listSources, { fleetId })).filter(({ name }) => name === "kpi");
    expect(view).toMatchObject({ lastSeenAt: at, lastError: null });
    expect(view?.signals).toMatchObject([
      { name: "kpi_a", value: 2, observedAt: at - 1_000, freshness: "fresh" },
      { name: "kpi_b", value: 3, observedAt: at, freshness: "fresh" },
    ]);
    hub.advance(298_001);
    const later = (await execute(hub.deps, owner, listSources, { fleetId })).find(({ name }) => name === "kpi");
    expect(later?.signals.map(({ freshness }) => freshness)).toEqual(["stale", "stale"]);
    await pushSignals(hub.deps, source, [value("secret", 1)]);
    const failing = (await execute(hub.deps, owner, listSources, { fleetId })).find(({ name }) => name === "kpi");
    expect(failing?.lastError?.message).toBe("secret is not on the list of the source kpi");
  });

  it("is silent once revoked: its token opens nothing and hosts hear its values no more", async () => {
    const { token, sourceId } = await newSource("gone", ["kpi_gone"]);
    await pushSignals(hub.deps, await authenticateSource(hub.deps, token), [value("kpi_gone", 1)]);
    await execute(hub.deps, owner, revokeSource, { fleetId, sourceId });
    await expectRefusal(authenticateSource(hub.deps, token), "unauthenticated");
    await expectRefusal(execute(hub.deps, owner, revokeSource, { fleetId, sourceId }), "not-found");
    const { signals } = await readHostContext(hub.deps, host);
    expect(signals.map(({ name }) => name)).not.toContain("kpi_gone");
    await newSource("gone", ["kpi_gone"]);
  });

  it("counts events over a minute, whichever process they were told to, and averages outcomes", async () => {
    const list = [
      "event_rate.purchase",
      "event_share.purchase",
      "event_rate.search",
      "outcome.checkout",
      "outcome.checkout.b",
    ];
    const source = await authenticateSource(hub.deps, (await newSource("clicks", list)).token);
    const at = hub.deps.now().getTime();
    const event = (name: string, count: number) => ({ kind: "event", event: name, count, session: null, at }) as const;
    const outcome = (variant: string, worth: number) =>
      ({ kind: "outcome", experiment: "checkout", variant, outcome: null, value: worth, at }) as const;
    await Promise.all([
      pushEvents(hub.deps, source, [event("purchase", 6), event("search", 10)]),
      pushEvents(hub.deps, source, [event("search", 8), event("purchase", 6), outcome("a", 1), outcome("b", 3)]),
    ]);
    const { accepted, rejected } = await pushEvents(hub.deps, source, [event("purchase", 0)]);
    expect([accepted, rejected]).toEqual([1, []]);
    const heard = async (): Promise<Record<string, number>> => {
      const { signals } = await readHostContext(hub.deps, host);
      return Object.fromEntries(
        signals.filter(({ name }) => list.includes(name)).map(({ name, value: said }) => [name, said]),
      );
    };
    expect(await heard()).toEqual({
      "event_rate.purchase": 0.2,
      "event_share.purchase": 0.4,
      "event_rate.search": 0.3,
      "outcome.checkout": 2,
      "outcome.checkout.b": 3,
    });
    hub.advance(61_000);
    await pushEvents(hub.deps, source, []);
    expect(await heard()).toMatchObject({
      "event_rate.purchase": 0,
      "event_rate.search": 0,
      "event_share.purchase": 0.4,
    });
  });
});
