import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { experimentPlanSchema } from "../plan/experiment-plan.ts";
import { gridSearch } from "../testing/grid-search.ts";
import { advanceCampaign, refusedRound } from "./advance-campaign.ts";
import { campaignProgressSchema, freshProgress } from "./campaign.ts";
import type { CampaignFacts, CampaignProgress, OwnExperiment, SettingSearch } from "./campaign.ts";
import { campaignCharterSchema, planOf } from "./charter.ts";
import { overridesOf } from "./variable-setting.ts";

const hour = 3_600_000;
const start = 1_800_000_000_000;
const control = {
  personaVersionId: "11111111-1111-4111-8111-111111111111",
  values: { risk_tolerance: 0.2 },
  mark: "m1",
};
const other = { personaVersionId: "22222222-2222-4222-8222-222222222222", personaId: "acme/surge-ready", version: 4 };
const ours = "33333333-3333-4333-8333-333333333333";

const charter = campaignCharterSchema.parse({
  name: "Calmer nights",
  settings: [{ name: "risk_tolerance", low: 0.1, high: 0.6 }],
  versionsOf: ["44444444-4444-4444-8444-444444444444"],
  budget: { percent: 30, hours: 10, experiments: 4 },
  endsAt: start + 48 * hour,
  template: {
    design: { kind: "hosts" },
    metrics: [
      { name: "p95", title: "p95", unit: "ms", better: "lower", measure: { kind: "mean", signal: "latency_p95" } },
    ],
    goal: "p95",
    guardrails: [],
    minimumEffect: 0.05,
    minS: 3600,
    maxS: 7200,
  },
});
const search = gridSearch("risk_tolerance", [0.3, 0.45, 9]);

const calm: CampaignFacts = {
  now: start,
  inCharge: control,
  withdrawn: null,
  held: null,
  claimedBy: null,
  openerLost: false,
  own: null,
  candidates: [],
};
const look = (progress: CampaignProgress, facts: Partial<CampaignFacts> = {}, by: SettingSearch = search) =>
  advanceCampaign(charter, progress, { ...calm, ...facts }, by);

const running: OwnExperiment = { experimentId: ours, started: true, pause: null, awaitsPromotion: false, ended: null };

type Ended = NonNullable<OwnExperiment["ended"]>;
function over(change: Partial<Ended> = {}, effect = 0.1): OwnExperiment {
  const arm = (name: string, estimate: number): Ended["arms"][number] => ({
    arm: name,
    verdict: estimate > 0 ? "better" : "worse",
    sentence: `It is ${estimate}.`,
    effect: { estimate, low: estimate - 0.05, high: estimate + 0.05 },
  });
  const ended = {
    at: start + hour,
    status: "concluded",
    code: "no-difference",
    sentence: "No difference.",
    tookMs: hour,
    promoted: null,
    guardrailBroken: false,
    arms: [arm("variation-1", effect), arm("variation-2", -effect)],
    ...change,
  };
  return { ...running, ended };
}

const codes = ({ effects }: ReturnType<typeof look>) =>
  effects.map((effect) => (effect.kind === "note" ? effect.code : effect.kind));

describe("advanceCampaign", () => {
  it("proposes within the bounds, begins, and asks again for a round that was written down and not begun", () => {
    const first = look(freshProgress);
    expect(codes(first)).toEqual(["round-proposed", "start"]);
    expect(first.progress.current?.arms.map(({ variation }) => variation.what)).toEqual([
      { kind: "settings", values: { risk_tolerance: 0.3 } },
      { kind: "settings", values: { risk_tolerance: 0.45 } },
    ]);
    expect(codes(look(first.progress))).toEqual(["start"]);
    // The last round that the budget allows is begun as well, whoever begins it.
    expect(codes(look({ ...first.progress, round: charter.budget.experiments }))).toEqual(["start"]);
    const drafted = { ...running, started: false };
    expect(codes(look(first.progress, { own: drafted }))).toEqual(["start"]);
    expect(look(first.progress, { own: running })).toMatchObject({
      effects: [],
      progress: { current: { experimentId: ours } },
    });
  });

  it("tries the newest versions before settings, and holds what a search proposes to the charter", () => {
    const first = look(freshProgress, {
      candidates: [other, { ...other, personaVersionId: control.personaVersionId }],
    });
    expect(first.progress.current?.arms.map(({ variation }) => variation.title)).toEqual([
      "acme/surge-ready version 4",
      "risk tolerance 0.3",
    ]);
    const wild = look(freshProgress, {}, gridSearch("risk_tolerance", [9, Number.NaN]));
    expect(wild.progress.current?.arms[0]?.variation.what).toEqual({
      kind: "settings",
      values: { risk_tolerance: 0.6 },
    });
  });

  it("adopts a winner as what it goes on from, and tells the search what was gained beyond the first control", () => {
    const first = look(freshProgress);
    const won = over({ promoted: "variation-1", status: "promoted", sentence: "Promoted." });
    const moved = { ...control, values: { risk_tolerance: 0.3 }, mark: "m2" };
    const second = look(first.progress, { own: won, inCharge: moved, now: start + hour });
    expect(codes(second)).toEqual(["winner-adopted", "round-proposed", "start"]);
    expect(second.progress).toMatchObject({ gained: 0.1, control: moved, spentMs: hour, round: 2 });
    expect(second.progress.search).toMatchObject({
      told: [
        { key: "g0", gain: 0.1 },
        { key: "g1", gain: -0.1 },
      ],
    });
    const third = look(second.progress, {
      own: over({ at: start + 2 * hour }),
      inCharge: moved,
      now: start + 2 * hour,
    });
    expect(third.progress.search).toMatchObject({ told: [{}, {}, { key: "g2", gain: 0.2 }] });
    expect(third.progress.end).toMatchObject({ code: "nothing-left" });
  });

  const ends: readonly (readonly [string, Partial<CampaignFacts>, Partial<CampaignProgress>])[] = [
    ["persona-withdrawn", { withdrawn: "Its publisher revoked it." }, {}],
    ["no-persona-in-charge", { inCharge: null }, {}],
    ["changed-by-hand", {}, { control: { ...control, mark: "m0" } }],
    ["changed-by-hand", {}, { control: { ...control, personaVersionId: other.personaVersionId } }],
    ["guardrails-broken", {}, { breaks: 2 }],
    ["experiments-spent", {}, { round: 4 }],
    ["hours-spent", {}, { spentMs: 9.5 * hour }],
    ["time-over", { now: charter.endsAt - hour + 1 }, {}],
    ["opener-lost", { openerLost: true }, {}],
  ];
  it.each(ends)("ends with %s, whatever else is in the way", (code, facts, progress) => {
    const step = look({ ...freshProgress, ...progress }, { claimedBy: "theirs", ...facts });
    expect(step.progress.end?.code).toBe(code);
    expect(look(step.progress, facts).effects).toEqual([]);
  });

  it("waits while a person's experiment or a freeze holds the fleet, and says so once", () => {
    const held = { code: "freeze", sentence: "The freeze is in force." };
    const first = look(freshProgress, { held });
    expect(codes(first)).toEqual(["freeze"]);
    const again = look(first.progress, { held, now: start + 60_000 });
    expect(codes(again)).toEqual([]);
    expect(again.progress.waiting?.since).toBe(start);
    expect(codes(look(again.progress, { claimedBy: "By hand" }))).toEqual(["fleet-claimed"]);
    expect(codes(look(again.progress))).toEqual(["round-proposed", "start"]);
  });

  it("stops the experiment under way when its end has come", () => {
    const { progress } = look(freshProgress);
    expect(codes(look(progress, { own: running, now: charter.endsAt }))).toEqual(["stop"]);
  });

  it("moves on from an experiment that came to nothing, and leaves one alone that a person holds", () => {
    const { progress } = look(freshProgress);
    const paused = (code: string, auto = false) => ({ own: { ...running, pause: { code, sentence: "Held.", auto } } });
    expect(codes(look(progress, paused("inconclusive")))).toEqual(["stop"]);
    expect(codes(look(progress, paused("sample-ratio")))).toEqual(["stop"]);
    expect(codes(look(progress, paused("paused-by-hand")))).toEqual(["paused-by-hand"]);
    expect(codes(look(progress, paused("freeze", true)))).toEqual([]);
    const asked = look(progress, { own: { ...running, awaitsPromotion: true } });
    expect(codes(asked)).toEqual(["awaiting-promotion"]);
    expect(codes(look(asked.progress, { own: { ...running, awaitsPromotion: true } }))).toEqual([]);
  });

  it("never proposes a variation twice, never beyond the bounds, and comes to an end whatever happens", () => {
    const happening = fc.record({
      effect: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
      promoted: fc.boolean(),
      guardrailBroken: fc.boolean(),
      refused: fc.boolean(),
      tookMs: fc.integer({ min: 0, max: 3 * hour }),
    });
    fc.assert(
      fc.property(
        fc.infiniteStream(happening),
        fc.array(fc.double({ min: -1, max: 2 }), { maxLength: 12 }),
        (stream, values) => {
          const grid = gridSearch("risk_tolerance", values);
          let progress: CampaignProgress = freshProgress;
          let [now, mark] = [start, 0];
          const seen = new Set<string>();
          for (let turn = 0; progress.end === null; turn += 1) {
            expect(turn).toBeLessThan(40);
            const { current } = progress;
            const happens = stream.next().value as {
              effect: number;
              promoted: boolean;
              guardrailBroken: boolean;
              refused: boolean;
              tookMs: number;
            };
            const { effect, promoted, guardrailBroken, tookMs } = happens;
            now += tookMs;
            if (promoted) mark += current === null ? 0 : 1;
            const own =
              current === null
                ? null
                : over({ at: now, tookMs, promoted: promoted ? "variation-1" : null, guardrailBroken }, effect);
            if (current !== null && happens.refused)
              ({ progress } = refusedRound(progress, now, { code: "identical-arms", message: "Twins." }));
            else
              ({ progress } = look(
                progress,
                { own, now, candidates: [other], inCharge: { ...control, mark: `m${mark}` } },
                grid,
              ));
            progress = campaignProgressSchema.parse(JSON.parse(JSON.stringify(progress)));
            for (const { variation } of progress.current === current ? [] : (progress.current?.arms ?? [])) {
              if (progress.current?.round !== current?.round) expect(seen.has(variation.key)).toBe(false);
              seen.add(variation.key);
              const value = variation.what.kind === "settings" ? (variation.what.values.risk_tolerance ?? 0.1) : 0.1;
              expect(value >= 0.1 && value <= 0.6).toBe(true);
            }
          }
          expect(progress.round).toBeLessThanOrEqual(charter.budget.experiments);
        },
      ),
    );
  });
});

describe("refusedRound", () => {
  it("sets variations aside that nobody may try, and waits where it is the fleet that is not ready", () => {
    const { progress } = look(freshProgress);
    const aside = refusedRound(progress, start, { code: "identical-arms", message: "They come to the same." });
    expect(aside.progress).toMatchObject({ current: null, skipped: ["g0", "g1"] });
    const waits = refusedRound(progress, start, { code: "no-traffic", message: "Nothing is heard of it." });
    expect(waits.progress).toMatchObject({ current: { round: 1 }, waiting: { code: "no-traffic" } });
  });
});

describe("planOf", () => {
  it("makes a plan that stands, with no more of the fleet on variations than the budget says", () => {
    const { progress } = look(freshProgress);
    const variations = (progress.current?.arms ?? []).map(({ arm, variation: { title, what } }) => ({
      arm,
      title,
      treatment: { kind: "as-is" as const, settings: overridesOf(what.kind === "settings" ? what.values : {}, {}) },
    }));
    const plan = experimentPlanSchema.parse(planOf(charter, { name: "Round 1", variations, maxS: 7200 }));
    expect(plan.ramp.map(({ percent }) => percent)).toEqual([5, 25, 30]);
    expect(plan.arms[1]?.treatment).toEqual({ kind: "as-is", settings: { riskTolerance: 0.3 } });
  });
});

describe("campaignCharterSchema", () => {
  it.each([
    ["nothing to vary", { settings: [], versionsOf: [] }, "settings"],
    ["a bound beyond what a setting may be", { settings: [{ name: "risk_tolerance", low: 0.1, high: 2 }] }, "settings"],
    ["a goal that is no metric", { template: { ...charter.template, goal: "p99" } }, "template"],
    [
      "a part of the fleet where stretches of time are compared",
      { template: { ...charter.template, design: { kind: "switchback", blockS: 600, washOutS: 60 } } },
      "budget",
    ],
    ["fewer hours than one experiment takes", { budget: { ...charter.budget, hours: 0.5 } }, "budget"],
  ])("refuses %s", (_what, change, path) => {
    const parsed = campaignCharterSchema.safeParse({ ...charter, ...change });
    expect(parsed.error?.issues[0]?.path[0]).toBe(path);
  });
});

describe("overridesOf", () => {
  it("leaves the direction of a pace that does not vary as it is", () => {
    const now = { cooldown_grow_s: 2, cooldown_shrink_s: 30 };
    expect(overridesOf({ cooldown_grow_s: 4 }, now)).toEqual({ cooldownMs: { grow: 4000, shrink: 30_000 } });
  });
});
