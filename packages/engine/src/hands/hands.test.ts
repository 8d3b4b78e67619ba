import { describe, expect, it } from "vitest";
import { demoAttributes, demoConfig, NOW } from "../testing/demo-situation.ts";
import { forgetOwn, noHands, noteOwn, watchHands, type HandsMemory } from "./hands.ts";

const MINUTE = 60_000;

function look(memory: HandsMemory, change: Partial<Parameters<typeof watchHands>[1]> = {}): HandsMemory {
  const now = NOW;
  return watchHands(memory, {
    attributes: demoAttributes,
    config: demoConfig,
    now,
    yieldMs: 15 * MINUTE,
    resumedAt: {},
    ...change,
  });
}

const own = noteOwn(noHands, { max_connections: 4, cpu_allocation: 0.2 }, NOW - MINUTE);

describe("watchHands", () => {
  it("sees nobody where what is set is its own, within what a quota can hold", () => {
    const config = { ...demoConfig, max_connections: 4, cpu_allocation: 0.2005 };
    expect(look(own, { config }).hands).toStrictEqual({});
  });

  it("yields to a hand for the agreed time, then lets go", () => {
    const config = { ...demoConfig, max_connections: 8, cpu_allocation: 0.2 };
    const seen = look(own, { config });
    expect(seen.hands).toStrictEqual({
      max_connections: { kind: "drift", since: NOW, until: NOW + 15 * MINUTE, ours: 4, theirs: 8 },
    });
    expect(look(seen, { config, now: NOW + 14 * MINUTE }).hands).toHaveProperty("max_connections");
    expect(look(seen, { config, now: NOW + 15 * MINUTE }).hands).toStrictEqual({});
  });

  it("stops for good when something writes the same knob three times within an hour", () => {
    let memory = noHands;
    for (let turn = 0; turn < 3; turn += 1) {
      const now = NOW + turn * 16 * MINUTE;
      memory = look(noteOwn(memory, { max_connections: 4 }, now), {
        now,
        config: { ...demoConfig, max_connections: 9 },
      });
    }
    expect(memory.hands["max_connections"]).toMatchObject({ kind: "contention", until: null });
    expect(look(memory, { now: NOW + 1e9 }).hands).toHaveProperty("max_connections");
    const resumed = look(memory, { now: NOW + 1e9, resumedAt: { "*": NOW + 1e9 - 1 } });
    expect(resumed.hands).toStrictEqual({});
    expect(resumed.times).toStrictEqual({});
  });

  it("blames nobody for what is found after the target was lost", () => {
    expect(look(forgetOwn(own), { config: { ...demoConfig, max_connections: 1 } }).hands).toStrictEqual({});
    const rest = forgetOwn(own, ["max_connections"]);
    expect(Object.keys(rest.applied)).toStrictEqual(["cpu_allocation"]);
  });

  it("says nothing about attributes that cannot be read just now", () => {
    expect(look(own, { config: {} })).toStrictEqual({ ...own, hands: {} });
  });
});
