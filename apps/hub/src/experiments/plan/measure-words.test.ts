import { describe, expect, it } from "vitest";
import { guardrailWords, measureWords, treatmentWords } from "./measure-words.ts";

describe("measureWords", () => {
  it.each([
    [{ kind: "mean", signal: "latency_p95" }, "mean of latency_p95"],
    [{ kind: "quantile", signal: "latency_p95", quantile: 0.95 }, "95th percentile of latency_p95"],
    [
      {
        kind: "share",
        any: [
          { signal: "latency_p95", comparison: ">", threshold: 150 },
          { signal: "error_rate", comparison: ">", threshold: 0.01 },
        ],
      },
      "share of seconds with latency_p95 > 150 or error_rate > 0.01",
    ],
    [
      { kind: "ratio", numerator: ["error_rate", "request_rate"], denominator: ["request_rate"] },
      "error_rate × request_rate per request_rate",
    ],
  ] as const)("says %j", (measure, words) => {
    expect(measureWords(measure as never)).toBe(words);
  });
});

it.each([
  [{ metric: "p95", margin: 0.1, scale: "relative" }, "ms", "must not get worse by 10 % or more"],
  [{ metric: "p95", margin: 20, scale: "absolute" }, "ms", "must not get worse by 20 ms or more"],
  [{ metric: "errors", margin: 0.002, scale: "absolute" }, "ratio", "must not get worse by 0.2 points or more"],
] as const)("guardrailWords of %j", (guardrail, unit, words) => {
  expect(guardrailWords(guardrail, { unit })).toBe(words);
});

it.each([
  [{ kind: "as-is", settings: {} }, "as it is"],
  [
    { kind: "as-is", settings: { adjustmentFactor: 0.5, cooldownMs: { grow: 0, shrink: 120_000 } } },
    "as it is, with adjustment factor 0.5, cooldown (grow) 0 s, cooldown (shrink) 2 min",
  ],
  [{ kind: "persona", personaVersionId: "x", settings: {} }, "version x"],
  [{ kind: "fallback", fallback: "hold" }, "the fallback decides: hold"],
] as const)("treatmentWords of %j", (treatment, words) => {
  expect(treatmentWords(treatment as never, (id) => `version ${id}`)).toBe(words);
});
