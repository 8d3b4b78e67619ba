import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { temporaryState } from "../testing/toy-agent.fixture.ts";
import { LeaderSeat } from "./leader-seat.ts";

const ME = "0198f2a0-0000-7000-8000-00000000000b";
const OTHER = "0198f2a0-0000-7000-8000-00000000000c";
const FLEET = "0198f2a0-0000-7000-8000-00000000000f";
const TTL = { ttlMs: 45_000, graceMs: 60_000 };

function seated(hostId = ME) {
  const state = temporaryState();
  let now = 1_000_000;
  const clock = (): number => now;
  const open = (): LeaderSeat => new LeaderSeat({ path: join(state.root, "leadership.json"), hostId, clock });
  const lease = (epoch: number, holder: string | null, askedAt = now) =>
    ({ type: "lease", fleetId: FLEET, epoch, holder, askedAt, ...TTL }) as const;
  const pass = (ms: number): void => void (now += ms);
  return { seat: open(), open, lease, pass, [Symbol.dispose]: () => state[Symbol.dispose]() };
}

describe("LeaderSeat", () => {
  it("leads nobody before a hub said so, and as before where the hub knows no leaders", () => {
    using own = seated();
    expect(own.seat.role()).toStrictEqual({ kind: "nobody" });
    own.seat.met(1);
    expect(own.seat.role()).toStrictEqual({ kind: "leads" });
    own.seat.met(2);
    expect(own.seat.role()).toStrictEqual({ kind: "nobody" });
  });

  it("leads from the question until lease and grace are over, then keeps what is", () => {
    using own = seated();
    const asked = own.lease(3, ME);
    own.pass(2_000);
    own.seat.heard(asked);
    expect(own.seat.role().kind).toBe("leads");
    own.pass(102_999);
    expect(own.seat.role().kind).toBe("leads");
    own.pass(1);
    expect(own.seat.role().kind).toBe("nobody");
    expect(own.seat.decided({ compression: true }, 1)).toBeUndefined();
  });

  it("follows what another leader decided and never an older epoch", () => {
    using own = seated();
    own.seat.heard(own.lease(3, OTHER));
    own.seat.told({ epoch: 3, holder: OTHER, seq: 2, values: { caching_strategy: "micro" } });
    expect(own.seat.role()).toStrictEqual({ kind: "follows", values: { caching_strategy: "micro" } });
    own.seat.told({ epoch: 2, holder: ME, seq: 9, values: { caching_strategy: "long" } });
    own.seat.told({ epoch: 3, holder: OTHER, seq: 1, values: { caching_strategy: "off" } });
    own.seat.heard(own.lease(2, ME));
    expect(own.seat.role()).toStrictEqual({ kind: "follows", values: { caching_strategy: "micro" } });
  });

  it("tells only what is new, on top of what the leader before it decided", () => {
    using own = seated();
    own.seat.told({ epoch: 3, holder: OTHER, seq: 2, values: { caching_strategy: "micro", max_connections: 4 } });
    own.seat.heard(own.lease(4, ME));
    expect(own.seat.decided({ max_connections: 8 }, 7)).toStrictEqual({
      epoch: 4,
      seq: 3,
      at: 7,
      values: { caching_strategy: "micro", max_connections: 8 },
    });
    expect(own.seat.decided({ max_connections: 8 }, 8)).toBeUndefined();
    expect(own.seat.repeated(9)).toMatchObject({ epoch: 4, seq: 3 });
  });

  it("goes on after a restart without the hub, and not when the clock was set back", () => {
    using own = seated();
    own.seat.heard(own.lease(3, ME));
    own.pass(50_000);
    expect(own.open().role().kind).toBe("leads");
    own.pass(-60_000);
    expect(own.open().role().kind).toBe("nobody");
  });

  it("never leads at the same moment as another host, whoever asks when, and never twice in one epoch", () => {
    const step = fc.record({
      host: fc.constantFrom(0, 1),
      waits: fc.integer({ min: 0, max: 60_000 }),
      answers: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        using first = seated(ME);
        using second = seated(OTHER);
        const hosts = [first, second] as const;
        const leaders = new Map<number, string>();
        // The hub's side of the contract: a new holder only after the old one's time, counted from when it answers.
        let hub = { epoch: 1, holder: null as string | null, until: 0 };
        let now = 1_000_000;
        for (const { host, waits, answers } of steps) {
          const asker = hosts[host] ?? first;
          const id = host === 0 ? ME : OTHER;
          const question = asker.lease(0, null);
          for (const each of hosts) each.pass(waits);
          now += waits;
          if (hub.holder !== id && now >= hub.until) hub = { epoch: hub.epoch + 1, holder: id, until: 0 };
          if (hub.holder === id) hub.until = now + TTL.ttlMs + TTL.graceMs;
          if (answers) asker.seat.heard({ ...question, epoch: hub.epoch, holder: hub.holder });
          const leading = hosts.filter(({ seat }) => seat.role().kind === "leads");
          expect(leading.length).toBeLessThanOrEqual(1);
          for (const { seat } of leading) {
            const leader = seat === first.seat ? ME : OTHER;
            expect(leaders.get(seat.epoch) ?? leader).toBe(leader);
            leaders.set(seat.epoch, leader);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
