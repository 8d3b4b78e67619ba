import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import type { HostKey } from "../agents/host-key.ts";
import { readHostState } from "../agents/read-host-state.ts";
import { createFleet } from "../fleets/create-fleet.ts";
import type { FleetView } from "../fleets/fleet.ts";
import { getFleet } from "../fleets/get-fleet.ts";
import { listAudit } from "../audit/list-audit.ts";
import { expectRefusal, newHost, newOwner, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { leaseTerms } from "./lease-terms.ts";
import { publishFleetValues } from "./publish-fleet-values.ts";
import { takeFleetLease } from "./take-fleet-lease.ts";

const { ttlMs, graceMs, marginMs } = leaseTerms;

describe("a fleet's lease", () => {
  let hub: TestHub;
  let owner: Actor;
  let slug = 0;

  const newFleet = async (hosts: number): Promise<{ fleet: FleetView; hosts: HostKey[] }> => {
    slug += 1;
    const fleet = await execute(hub.deps, owner, createFleet, { name: `Fleet ${slug}`, slug: `fleet-${slug}` });
    const made: HostKey[] = [];
    for (let index = 0; index < hosts; index += 1) made.push(await newHost(hub, owner, fleet));
    return { fleet, hosts: made };
  };
  // The test's clock stands still until it is moved; in production the database's clock counts.
  const clock = () => Promise.resolve(hub.deps.now());
  const ask = (host: HostKey, askedAt = hub.deps.now().getTime()) => takeFleetLease(hub.deps, host, { askedAt }, clock);

  beforeAll(async () => {
    hub = await startTestHub();
    owner = await newOwner(hub);
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  it("goes to one of any number of hosts that ask at once, and stays with it while it asks again", async () => {
    const { hosts } = await newFleet(6);
    const answers = await Promise.all(hosts.map((host) => takeFleetLease(hub.deps, host, { askedAt: 1 })));
    const holders = new Set(answers.map(({ holder }) => holder));
    expect([holders.size, answers.every(({ epoch }) => epoch === 1)]).toEqual([1, true]);
    const [holder] = holders;
    const again = await Promise.all([...hosts, ...hosts].map((host) => takeFleetLease(hub.deps, host, { askedAt: 2 })));
    expect(new Set(again.map(({ holder: held, epoch }) => `${held} ${epoch}`))).toEqual(new Set([`${holder} 1`]));
    expect(again[0]).toMatchObject({ ttlMs, graceMs, askedAt: 2 });
  });

  it("passes to another host only after it ran out with grace and margin, with the next epoch, and everybody hears", async () => {
    const { fleet, hosts } = await newFleet(2);
    const [a, b] = hosts as [HostKey, HostKey];
    expect(await ask(a)).toMatchObject({ holder: a.hostId, epoch: 1 });
    hub.advance(ttlMs + graceMs + marginMs);
    expect(await ask(b)).toMatchObject({ holder: a.hostId, epoch: 1 });
    const { revision } = await readHostState(hub.deps, a);
    hub.advance(1);
    const both = await Promise.all([ask(b), ask(b), ask(b)]);
    expect(both.map(({ holder, epoch }) => [holder, epoch])).toEqual([1, 2, 3].map(() => [b.hostId, 2]));
    expect(await ask(a)).toMatchObject({ holder: b.hostId, epoch: 2 });
    const state = await readHostState(hub.deps, a);
    expect([state.revision, state.leadership]).toEqual([
      revision + 1,
      { epoch: 2, holder: b.hostId, seq: 0, values: {} },
    ]);
    const view = await execute(hub.deps, owner, getFleet, { fleetId: fleet.fleetId });
    expect(view.leader).toMatchObject({ hostId: b.hostId, hostName: "web-1", epoch: 2 });
    const [entry] = await execute(hub.deps, owner, listAudit, {});
    expect(entry).toMatchObject({ command: "takeFleetLease", actor: `host:${b.hostId}`, details: { epoch: 2 } });
    hub.advance(ttlMs + graceMs);
    expect((await execute(hub.deps, owner, getFleet, { fleetId: fleet.fleetId })).leader).toBeNull();
  });

  it("is still its holder's when that comes back after it ran out and nobody asked meanwhile", async () => {
    const { hosts } = await newFleet(2);
    const [a, b] = hosts as [HostKey, HostKey];
    await ask(a);
    hub.advance(10 * (ttlMs + graceMs));
    expect(await ask(a)).toMatchObject({ holder: a.hostId, epoch: 1 });
    expect(await ask(b)).toMatchObject({ holder: a.hostId, epoch: 1 });
  });

  it("never lets two hosts believe that they lead, each counting from its own question and clock", async () => {
    const { hosts } = await newFleet(3);
    const delay = fc.integer({ min: 0, max: 20_000 });
    const turn = fc.record({
      host: fc.integer({ min: 0, max: 2 }),
      pause: fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 150_000 })),
      // How long the question travelled, and whether the answer ever arrived.
      travelled: delay,
      heard: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 5, maxLength: 25 }), async (turns) => {
        const believes = new Map<string, { until: number; epoch: number }>();
        for (const { host: index, pause, travelled, heard } of turns) {
          const host = hosts[index] as HostKey;
          hub.advance(pause);
          const asked = hub.deps.now().getTime();
          hub.advance(travelled);
          const skewed = asked + (index - 1) * 100_000;
          const answer = await ask(host, skewed);
          expect(answer.askedAt).toBe(skewed);
          const now = hub.deps.now().getTime();
          if (heard && answer.holder === host.hostId)
            believes.set(host.hostId, { until: asked + ttlMs + graceMs, epoch: answer.epoch });
          const leading = [...believes].filter(([, { until }]) => until > now);
          expect(leading.length).toBeLessThanOrEqual(1);
          const epochs = [...believes.values()].map(({ epoch }) => epoch);
          expect(new Set(epochs).size).toBe(epochs.length);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("lets its holder tell the fleet's values, and nobody else in no other epoch", async () => {
    const { hosts } = await newFleet(2);
    const [a, b] = hosts as [HostKey, HostKey];
    const values = { load_balancing_algorithm: "leastconn", active_servers: 3, compression: true };
    const tell = (host: HostKey, epoch: number, seq: number, at: number, said: typeof values = values) =>
      publishFleetValues(hub.deps, host, { epoch, seq, at, values: said });
    await expectRefusal(tell(a, 1, 1, 1), "refused", "not-leader");
    await ask(a);
    await expectRefusal(tell(b, 1, 1, 1), "refused", "not-leader");
    await expectRefusal(tell(a, 2, 1, 1), "refused", "not-leader");
    await tell(a, 1, 7, 1_000);
    const told = await readHostState(hub.deps, b);
    expect(told.leadership).toEqual({ epoch: 1, holder: a.hostId, seq: 7, values });
    await tell(a, 1, 8, 1_001);
    await tell(a, 1, 6, 999, { ...values, active_servers: 1 });
    expect(await readHostState(hub.deps, b)).toEqual(told);
    // The leader was restarted and counts from one again.
    await tell(a, 1, 1, 5_000, { ...values, active_servers: 4 });
    expect((await readHostState(hub.deps, b)).leadership).toMatchObject({ seq: 8, values: { active_servers: 4 } });
    hub.advance(ttlMs + graceMs + marginMs + 1);
    await ask(b);
    await expectRefusal(tell(a, 1, 9, 9_000), "refused", "not-leader");
    const kept = (await readHostState(hub.deps, a)).leadership;
    expect(kept).toMatchObject({ epoch: 2, holder: b.hostId, values: { active_servers: 4 } });
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`a${index}`, index]));
    const tooMany = publishFleetValues(hub.deps, b, { epoch: 2, seq: 1, at: 1, values: many });
    await expectRefusal(tooMany, "invalid-input", "values");
  });

  it("is nobody's business but its tenant's", async () => {
    const { hosts } = await newFleet(1);
    const [a] = hosts as [HostKey];
    const { tenantId } = await newOwner(hub);
    await expectRefusal(ask({ tenantId, hostId: a.hostId }), "not-found");
    const tell = publishFleetValues(hub.deps, { tenantId, hostId: a.hostId }, { epoch: 1, seq: 1, at: 1, values: {} });
    await expectRefusal(tell, "not-found");
  });
});
