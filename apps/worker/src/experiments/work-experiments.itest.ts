import { setTimeout as sleep } from "node:timers/promises";
import { withTenant } from "@fleet-persona/db";
import { execute, getExperiment, planExperiment, startExperiment } from "@fleet-persona/hub-core";
import type { Actor, Deps, FleetId } from "@fleet-persona/hub-core";
import { sql } from "drizzle-orm";
import { pino } from "pino";
import { expect, it } from "vitest";
import type { WorkerDeps } from "../deps.ts";
import { workExperiments } from "./work-experiments.ts";

// Loaded by path and typed by hand: the fixtures are hub-core's own.
type Driven = { readonly buyer: Actor; readonly fleetId: FleetId; readonly hosts: readonly object[] };
type Hub = AsyncDisposable & { readonly deps: Deps };
type Fixtures = {
  readonly startTestHub: () => Promise<Hub>;
  readonly publishTwo: (hub: Hub) => Promise<object>;
  readonly driveFleet: (hub: Hub, store: object, hosts: number) => Promise<Driven>;
  readonly planFor: (fleet: Driven, changes: object) => never;
};

async function load(): Promise<Fixtures> {
  const paths = ["testing/test-hub.fixture.ts", "experiments/testing/driven-fleet.fixture.ts"];
  const modules = await Promise.all(
    paths.map(async (path) => {
      const url = new URL(`../../../../packages/hub-core/src/${path}`, import.meta.url);
      return (await import(url.href)) as Partial<Fixtures>;
    }),
  );
  return Object.assign({}, ...modules) as Fixtures;
}

it("workExperiments turns every block once and within a second of its time, with two workers and after one was gone", async () => {
  const { startTestHub, publishTwo, driveFleet, planFor } = await load();
  await using hub = await startTestHub();
  const fleet = await driveFleet(hub, await publishTwo(hub), 1);
  const deps: Deps = { ...hub.deps, now: () => new Date() };
  const blockS = 2;
  const plan = planFor(fleet, { design: { kind: "switchback", blockS, washOutS: 0 }, minS: 3_000, maxS: 3_600 });
  const { experiment } = await execute(deps, fleet.buyer, planExperiment, { fleetId: fleet.fleetId, plan });
  const { experimentId } = experiment;
  await execute(deps, fleet.buyer, startExperiment, { experimentId });
  const worker = (): AsyncDisposable =>
    workExperiments({ hub: deps, log: pino({ level: "silent" }), experiments: { concurrency: 1 } } as WorkerDeps);
  {
    await using _one = worker();
    await using _other = worker();
    await sleep(5_000);
  }
  await using _third = worker();
  await sleep(4_000);
  const blocks = await withTenant(deps.db, fleet.buyer.tenantId, (tx) =>
    tx.execute<{ index: number; late: number }>(sql`
      select (detail ->> 'index')::int as index, (detail ->> 'begunAt')::float8 - (detail ->> 'from')::float8 as late
      from experiment_units where experiment_id = ${experimentId} and kind = 'block' order by 1`),
  );
  expect(blocks.length).toBeGreaterThanOrEqual(4);
  expect(new Set(blocks.map(({ index }) => index)).size).toBe(blocks.length);
  for (const { late } of blocks) expect(late).toBeLessThan(1_000);
  expect((await execute(deps, fleet.buyer, getExperiment, { experimentId })).status).toBe("running");
});
