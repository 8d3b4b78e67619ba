import { describe, expect, it } from "vitest";
import { NOW, observed } from "../testing/demo-situation.ts";
import {
  leadsBack,
  noOutcome,
  noteChange,
  unwatched,
  watchOutcome,
  type GuardrailSettings,
  type OutcomeMemory,
  type Tripped,
} from "./guardrail.ts";

const settings: GuardrailSettings = { errorRateIncrease: 0.05, latencyIncrease: 1, windowMs: 30_000 };
const from = { caching_strategy: "short" };
type Service = Record<string, number>;
const calm: Service = { error_rate: 0.001, latency_p95: 40, request_rate: 100 };

/** Thirty calm seconds, a change, then what comes after it; gives the first trip and the memory at the end. */
function changed(after: (second: number) => Service, seconds = 30, before: Service = calm) {
  let memory: OutcomeMemory = noOutcome;
  let tripped: Tripped | null = null;
  for (let second = -30; second <= seconds; second += 1) {
    const now = NOW + second * 1000;
    const signals = observed(second <= 0 ? before : after(second), now);
    const seen = watchOutcome(memory, { signals, config: { caching_strategy: "long" }, now }, settings);
    memory = second === 0 ? noteChange(seen.memory, from, now, settings) : seen.memory;
    tripped ??= seen.tripped;
  }
  return { memory, tripped };
}

describe("watchOutcome", () => {
  it.each<[string, Service, boolean]>([
    ["errors rise", { ...calm, error_rate: 0.2 }, true],
    ["p95 doubles and more", { ...calm, latency_p95: 95 }, true],
    ["p95 rises by less than the limit", { ...calm, latency_p95: 75 }, false],
    ["all is as before", calm, false],
    ["it is slower because far more is asked", { ...calm, latency_p95: 300, request_rate: 280 }, false],
    ["it is slower although less is asked", { ...calm, latency_p95: 300, request_rate: 60 }, true],
  ])("when %s", (_what, service, trips) => {
    expect(changed(() => service).tripped !== null).toBe(trips);
  });

  it("says what to go back to and what was seen, tries for a window and backs off for ten", () => {
    const { tripped, memory } = changed(() => ({ ...calm, error_rate: 0.2 }), 5);
    expect(tripped).toMatchObject({ back: from, before: { latency: 40 }, after: { errorRate: 0.2 } });
    expect(memory.rollback?.back).toStrictEqual(from);
    const backOff = memory.backedOff["caching_strategy"];
    expect(backOff).toMatchObject({ back: "short", bad: "long" });
    expect(backOff?.until).toBeGreaterThan(NOW + 300_000);
    expect(memory.watch).toBeNull();
  });

  it("stops backing off as soon as notably more is asked than when the change was judged", () => {
    const worse = { ...calm, latency_p95: 95 };
    const more = (rate: number) => (second: number) => (second < 25 ? worse : { ...worse, request_rate: rate });
    expect(changed(more(120)).memory.backedOff).toMatchObject({ caching_strategy: { bad: "long", demand: 100 } });
    expect(changed(more(140)).memory.backedOff).toStrictEqual({});
  });

  it.each([
    ["keeps a number from shrinking again, however much more", { from: 4, to: 2 }, true],
    ["lets a number grow again when notably more", { from: 2, to: 4 }, false],
  ])("%s is asked than when the change was judged", (_, { from: back, to }, stays) => {
    let memory: OutcomeMemory = noOutcome;
    for (let second = -30; second <= 30; second += 1) {
      const now = NOW + second * 1000;
      const rate = second < 25 ? 100 : 300;
      const service = { ...calm, latency_p95: second <= 0 ? 40 : 400, request_rate: rate };
      const look = { signals: observed(service, now), config: { active_servers: to }, now };
      ({ memory } = watchOutcome(memory, look, settings));
      if (second === 0) memory = noteChange(memory, { active_servers: back }, now, settings);
    }
    expect("active_servers" in memory.backedOff).toBe(stays);
  });

  it.each([
    ["does not judge a way back to more by the backlog that it finds", 4, 2, false],
    ["judges a way back to less like any change", 2, 4, true],
  ])("%s", (_, back, bad, watched) => {
    const going: OutcomeMemory = {
      ...changed(() => calm, 20).memory,
      watch: null,
      rollback: { back: { active_servers: back }, until: NOW + 50_000 },
    };
    const noted = noteChange(going, { active_servers: bad }, NOW + 20_000, settings);
    expect(noted.watch !== null).toBe(watched);
  });

  it("does not blame a few milliseconds on a fast service", () => {
    const fast = { ...calm, latency_p95: 4 };
    expect(changed(() => ({ ...fast, latency_p95: 15 }), 30, fast).tripped).toBeNull();
  });

  it("blames no change for a crowd that came after it, however calm the seconds between were", () => {
    const crowd = { ...calm, latency_p95: 1500, error_rate: 0.2, request_rate: 300 };
    const { tripped, memory } = changed((second) => (second < 12 ? calm : crowd));
    expect([tripped, memory.watch]).toStrictEqual([null, null]);
  });

  it("judges changes that follow each other by what was before the first, for one window", () => {
    let memory = changed(() => calm, 20).memory;
    memory = noteChange(memory, { caching_strategy: "long" }, NOW + 20_000, settings);
    expect(memory.watch).toMatchObject({ startedAt: NOW, since: NOW + 20_000 });
    memory = noteChange(memory, { caching_strategy: "off" }, NOW + 31_000, settings);
    expect(memory.watch).toMatchObject({ startedAt: NOW + 31_000, before: { caching_strategy: "off" } });
  });

  it("proves nothing about a service that is not measured", () => {
    expect(changed(() => ({ request_rate: 100 })).tripped).toBeNull();
    expect(changed(() => ({})).tripped).toBeNull();
  });

  it("stops watching after its window: what comes later has another cause", () => {
    const { memory, tripped } = changed(() => calm, 31);
    expect([memory.watch, tripped]).toStrictEqual([null, null]);
  });

  it("goes back to before the first of several unjudged changes", () => {
    let memory = changed(() => calm, 10).memory;
    memory = noteChange(memory, { caching_strategy: "long", max_connections: 2 }, NOW + 10_000, settings);
    expect(memory.watch?.before).toStrictEqual({ caching_strategy: "short", max_connections: 2 });
  });

  it("keeps few samples, however often it is asked", () => {
    let memory: OutcomeMemory = noOutcome;
    for (let ms = 0; ms < 60_000; ms += 50)
      memory = watchOutcome(memory, { signals: observed(calm, NOW + ms), config: {}, now: NOW + ms }, settings).memory;
    expect(memory.samples.length).toBeLessThanOrEqual(120);
  });
});

describe("leadsBack", () => {
  it.each([
    [{ until: 0, back: 4, bad: 2 }, 4, 3, true],
    [{ until: 0, back: 4, bad: 2 }, 4, 8, false],
    [{ until: 0, back: 4, bad: 9 }, 3, 4, true],
    [{ until: 0, back: "short", bad: "long" }, "short", "long", true],
    [{ until: 0, back: "short", bad: "long" }, "short", "micro", false],
  ])("of %o from %s to %s is %s", (backOff, current, to, leads) => {
    expect(leadsBack(backOff, current, to)).toBe(leads);
  });
});

describe("unwatched", () => {
  it("keeps what was measured and forgets what was to blame", () => {
    const { memory } = changed(() => ({ ...calm, error_rate: 0.2 }), 5);
    expect(unwatched(memory)).toStrictEqual({ ...noOutcome, samples: memory.samples });
  });
});
