import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { collectBetween } from "./collect-when-idle.ts";

function watched({ marking = false, young = 100 } = {}) {
  const state = { marking, young, collections: 0 };
  const begun = collectBetween({
    fromBytes: 100,
    youngBytes: () => state.young,
    isMarking: () => state.marking,
    collect: () => (state.collections += 1),
  });
  return { state, begun };
}

test("collectBetween collects once nobody is being answered any more", async () => {
  const { state, begun } = watched();
  const [first, second] = [begun(), begun()];
  first();
  await turn();
  expect(state.collections).toBe(0);
  second();
  await turn();
  expect(state.collections).toBe(1);
});

test("collectBetween leaves it for later where somebody has come meanwhile", async () => {
  const { state, begun } = watched();
  begun()();
  const next = begun();
  await turn();
  expect(state.collections).toBe(0);
  next();
  await turn();
  expect(state.collections).toBe(1);
});

test("collectBetween does nothing for little, nor while everything is being collected", async () => {
  const { state, begun } = watched({ young: 99 });
  begun()();
  await turn();
  Object.assign(state, { young: 100, marking: true });
  begun()();
  await turn();
  expect(state.collections).toBe(0);
});

test("collectBetween counts an answer once, however often its end is told", async () => {
  const { state, begun } = watched();
  const [first, second] = [begun(), begun()];
  first();
  first();
  await turn();
  expect(state.collections).toBe(0);
  second();
  await turn();
  expect(state.collections).toBe(1);
});
