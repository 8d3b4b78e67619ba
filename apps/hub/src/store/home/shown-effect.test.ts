import type { GateFigures, StoreRow } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { shownEffect } from "./shown-effect.ts";

const figures = (breach: number, cores: number) => ({
  breach_seconds: breach,
  core_seconds: cores,
  cost: cores,
  requests: 1,
  errors: 0,
  p95_ms: 1,
});
const scenario = (name: GateFigures["name"], breach: number, cores: number): GateFigures => ({
  name,
  runs: 32,
  guarded: figures(breach, cores),
  baselines: { static_default: figures(20, 300), reactive: figures(4, 200) },
});
const repeated = [scenario("diurnal", 1, 100), scenario("flash-crowd", 3, 140)];
const unmeasured = { measured: null };
const measured = {
  measured: {
    metric: { title: "breach seconds", unit: "s", better: "lower" },
    relative: { estimate: -0.31, low: -0.42, high: -0.18 },
    comparedWith: "what was there before",
  },
} as unknown as StoreRow;

test("shownEffect shows what a fleet measured before what the gate repeated", () => {
  expect(shownEffect(measured, repeated, "cost")).toMatchObject({
    source: "fleet",
    figure: "−31 %",
    between: "−42 to −18 %",
    what: "breach seconds",
  });
});

test("shownEffect shows the side of the gate's repetition that the intent is about", () => {
  expect(shownEffect(unmeasured, repeated, "cost")).toMatchObject({ source: "gate", figure: "−40 %", what: "cost" });
  expect(shownEffect(unmeasured, repeated, "breach")).toMatchObject({ figure: "−2 s", what: "breach a run" });
  expect(shownEffect(unmeasured, repeated, "breach")?.beside).toMatch(/^−40 % cost \(/);
});

test("shownEffect never shows a claim as an effect", () => {
  expect(shownEffect(unmeasured, [], "cost")).toBeNull();
});
