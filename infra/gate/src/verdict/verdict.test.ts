import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { figures, soundEvidence, soundFuzzing, summary } from "../testing/evidence.fixture.ts";
import { plainManifest } from "../testing/small-persona.fixture.ts";
import { SandboxStop, type SandboxCode } from "../sandbox/sandbox-stop.ts";
import { confidenceOf } from "./confidence.ts";
import type { GateEvidence } from "./evidence.ts";
import { tooSlow } from "./policy-reasons.ts";
import { refusedReason, stoppedReason } from "./stopped-reasons.ts";
import { reasonsOf, verdictOf } from "./verdict.ts";

const fuzzing = (change: Partial<typeof soundFuzzing>): Partial<GateEvidence> => ({
  fuzzing: { ...soundFuzzing, ...change },
});
const scenario = (...args: Parameters<typeof summary>): Partial<GateEvidence> => ({ scenarios: [summary(...args)] });
const static_default = figures(10, 100);

const CASES: readonly (readonly [code: string, verdict: string, change: Partial<GateEvidence>])[] = [
  ["outputs-invalid", "rejected", fuzzing({ malformed: ["request_rate at Infinity: the answer is not finite"] })],
  ["outputs-invalid", "rejected", scenario("diurnal", {}, { invalid: 3 })],
  ["not-deterministic", "rejected", fuzzing({ deterministic: false })],
  [
    "far-worse-than-reactive",
    "rejected",
    scenario("diurnal", {
      guarded: figures(30, 101),
      baselines: { static_default: figures(60, 90), reactive: figures(10, 100) },
    }),
  ],
  [
    "far-worse-than-both",
    "rejected",
    scenario("flash-crowd", { guarded: figures(60, 20), baselines: { static_default, reactive: figures(2, 100) } }),
  ],
  [
    "loses-to-reactive",
    "quarantined",
    scenario("flash-crowd", { guarded: figures(8, 60), baselines: { static_default, reactive: figures(2, 100) } }),
  ],
  [
    "loses-to-defaults",
    "quarantined",
    scenario("flash-crowd", {
      guarded: figures(8, 60),
      baselines: { static_default: figures(3, 90), reactive: figures(9, 100) },
    }),
  ],
  [
    "costs-more",
    "quarantined",
    scenario("diurnal", { guarded: figures(2, 130), baselines: { static_default, reactive: figures(2, 100) } }),
  ],
  ["harmful-without-guards", "quarantined", scenario("diurnal", { raw: figures(80, 40) })],
  ["held-back", "quarantined", scenario("diurnal", {}, { held: 600 })],
  ["fallback-decides", "quarantined", scenario("diurnal", {}, { fallback: 300 })],
  ["trigger-always-on", "quarantined", scenario("diurnal", {}, { triggered: { always: 900 } })],
  ["fuzzing-failed", "quarantined", fuzzing({ broken: ["trigger surge: back and forth"] })],
  ["too-sensitive", "quarantined", fuzzing({ sensitivity: { cases: 500, jumpShare: 0.1, furthest: "x" } })],
  ["slow", "quarantined", fuzzing({ latency: { p50: 2_000, p99: 30_000 } })],
  ["nothing-simulated", "quarantined", { inertAttributes: plainManifest.attributes.map(({ name }) => name) }],
  ["required-signal-not-simulated", "quarantined", { unseenInputs: ["request_rate"] }],
  ["signal-not-simulated", "passed", { unseenInputs: ["acme/warmth"] }],
  ["not-checked-statically", "passed", { model: { verdict: "accepted", findings: [], facts: null } }],
  ["network-not-isolated", "passed", { confinement: { networkIsolated: false, memoryLimited: true } }],
  ["memory-not-limited", "passed", { confinement: { networkIsolated: true, memoryLimited: false } }],
];

describe("reasonsOf", () => {
  it("finds nothing against a sound Persona", () => {
    expect(reasonsOf(soundEvidence())).toEqual([]);
    expect(verdictOf([])).toBe("passed");
  });

  it.each(CASES)("finds %s, and it is %s", (code, verdict, change) => {
    const reasons = reasonsOf(soundEvidence(change));
    expect(reasons.map((each) => each.code)).toContain(code);
    expect(verdictOf(reasons)).toBe(verdict);
  });

  it("does not hold a fallback against anybody who sees nothing", () => {
    expect(reasonsOf(soundEvidence(scenario("metric-drop-out", {}, { fallback: 900 })))).toEqual([]);
  });

  it("takes fewer breach seconds at a higher price for what they are", () => {
    const better = { guarded: figures(0, 140), baselines: { static_default, reactive: figures(12, 100) } };
    expect(reasonsOf(soundEvidence(scenario("flash-crowd", better)))).toEqual([]);
  });

  it("puts the gravest reason first and keeps every message within a report's room", () => {
    const broken = Array.from({ length: 400 }, (_, at) => `case ${at}: ${"x".repeat(480)}`);
    const reasons = reasonsOf(soundEvidence(fuzzing({ broken, deterministic: false })));
    expect(reasons.map(({ severity }) => severity)).toEqual(["reject", "quarantine"]);
    for (const { message } of reasons) expect(message.length).toBeLessThanOrEqual(1_000);
  });
});

describe("stoppedReason", () => {
  it.each<[SandboxCode, string | null]>([
    ["died", "sandbox-died"],
    ["garbage", "sandbox-garbage"],
    ["model-failed", "model-failed"],
    ["model-unloadable", "model-unloadable"],
    ["out-of-memory", "out-of-memory"],
    ["out-of-time", "out-of-time"],
    ["aborted", null],
    ["cannot-start", null],
  ])("calls %s %s", (stop, code) => {
    expect(stoppedReason(new SandboxStop(stop, "It did."))?.code ?? null).toBe(code);
  });
});

describe("docs/gate.md", () => {
  it("has a row for every reason there is, and for no other", () => {
    const page = readFileSync(new URL("../../../../docs/gate.md", import.meta.url), "utf8");
    const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (?:reject|quarantine|note) \|/gm)].map(([, code]) => code);
    const stops = (
      ["died", "garbage", "model-failed", "model-unloadable", "out-of-memory", "out-of-time"] as const
    ).map((code) => stoppedReason(new SandboxStop(code, ""))?.code);
    const refused = refusedReason({ verdict: "refused", findings: [], facts: null }).code;
    const all = [...CASES.map(([code]) => code), ...stops, refused, tooSlow(1e6)?.code, "attribute-not-simulated"];
    expect(new Set(rows)).toEqual(new Set(all));
    expect(rows.length).toBe(new Set(rows).size);
  });
});

describe("confidenceOf", () => {
  it("is whole for a sound Persona, and nothing where nothing was run", () => {
    expect(confidenceOf(soundEvidence())).toBe(1);
    expect(confidenceOf(soundEvidence({ scenarios: [] }))).toBe(0);
  });

  it("falls with breach seconds, cost, failures, guards and fallback, and stays within 0 and 1", () => {
    const worse: Partial<GateEvidence>[] = [
      scenario("diurnal", { guarded: figures(10, 90) }),
      scenario("diurnal", { guarded: figures(1, 150) }),
      fuzzing({ broken: Array.from({ length: 100 }, () => "x") }),
      scenario("diurnal", {}, { held: 500 }),
      scenario("diurnal", {}, { fallback: 500 }),
    ];
    for (const change of worse) {
      const confidence = confidenceOf(soundEvidence(change));
      expect(confidence).toBeLessThan(1);
      expect(confidence).toBeGreaterThanOrEqual(0);
    }
    expect(confidenceOf(soundEvidence(scenario("diurnal", { guarded: figures(170, 900) })))).toBe(0);
  });
});
