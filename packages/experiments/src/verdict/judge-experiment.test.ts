import { describe, expect, it } from "vitest";
import { lookOf, planOf, unitsOf } from "../testing/small-experiment.ts";
import { judgeExperiment } from "./judge-experiment.ts";
import type { Look } from "./look.ts";

const gain = [...unitsOf("control", 20, 100, 3), ...unitsOf("treated", 20, 80, 3)];
const loss = [...unitsOf("control", 20, 100, 3), ...unitsOf("treated", 20, 130, 3)];
const same = [...unitsOf("control", 20, 100, 1), ...unitsOf("treated", 20, 100.2, 1)];
const noise = [...unitsOf("control", 6, 100, 20), ...unitsOf("treated", 6, 95, 21)];

describe("judgeExperiment", () => {
  it.each<[string, Look, string, RegExp]>([
    ["a clear gain", lookOf(gain), "better", /^Latency is 20 % lower on Treated than on the control/],
    ["a clear loss", lookOf(loss), "worse", /30 % higher.*Leave the control in charge/],
    ["harm before the least run time", lookOf(loss, { elapsedS: 60 }), "worse", /30 % higher/],
    [
      "a gain before the least run time",
      lookOf(gain, { elapsedS: 60 }),
      "inconclusive",
      /60 s of at least 10 min; until then only harm/,
    ],
    ["the same figures", lookOf(same), "no-difference", /no more than 5 %/],
    ["noise", lookOf(noise), "inconclusive", /goes on for at most 60 min/],
    [
      "noise at the end",
      lookOf(noise, { elapsedS: 7200 }),
      "inconclusive",
      /longest run time is over: about \d+ units an arm/,
    ],
    [
      "three hosts an arm",
      lookOf([...unitsOf("control", 3, 100, 1), ...unitsOf("treated", 3, 50, 1)]),
      "no-data",
      /fewer than 4 hosts.*switchback/,
    ],
    [
      "one host",
      lookOf(unitsOf("control", 1, 100, 0), { enrolled: { control: 1, treated: 0 } }),
      "no-data",
      /only one host.*switchback/,
    ],
    [
      "no traffic",
      lookOf([], { enrolled: { control: 10, treated: 10 }, shares: { control: 0.5, treated: 0.5 } }),
      "no-data",
      /Nothing was measured.*traffic/,
    ],
    [
      "a wrong split",
      lookOf(gain, { enrolled: { control: 500, treated: 400 }, shares: { control: 0.5, treated: 0.5 } }),
      "unhealthy",
      /not split as planned/,
    ],
    [
      "a host in both arms",
      lookOf(gain, { multiplyExposed: ["h7"] }),
      "unhealthy",
      /1 unit was seen under more than one arm \(h7\)/,
    ],
    ["clocks apart", lookOf(gain, { clocksApart: ["h1", "h2"] }), "unhealthy", /2 clocks are off.*NTP/],
    [
      "a goal that stops",
      lookOf(gain, { stopped: [{ metric: "latency", arm: "treated" }] }),
      "unhealthy",
      /Latency is no longer measured on treated/,
    ],
    [
      "a difference where nothing differs",
      lookOf(gain, { aa: true }),
      "unhealthy",
      /Nothing differs between the arms yet, but Latency does/,
    ],
    [
      "units of three racks",
      lookOf(gain.map((unit, index) => ({ ...unit, cluster: `rack-${index % 3}` }))),
      "no-data",
      /too few groups/,
    ],
    [
      "figures too large",
      lookOf([...unitsOf("control", 5, 1e200, 1e199), ...unitsOf("treated", 5, 2e200, 1e199)]),
      "no-data",
      /too large to reckon with/,
    ],
  ])("of %s", (_, look, verdict, sentence) => {
    const { overall } = judgeExperiment(planOf(), look);
    expect(overall.verdict).toBe(verdict);
    expect(overall.sentence).toMatch(sentence);
  });

  it("of the same treatment twice, and of the very same figures, says there is nothing to find", () => {
    const [control] = planOf().arms;
    if (control === undefined) throw new Error("a plan has arms");
    const twins = planOf({ arms: [control, { ...control, name: "treated", title: "Treated" }] });
    expect(judgeExperiment(twins, lookOf(gain)).faults.map(({ code }) => code)).toStrictEqual(["identical-arms"]);
    const copies = [
      ...unitsOf("control", 20, 100, 3),
      ...unitsOf("control", 20, 100, 3).map((unit) => ({ ...unit, arm: "treated" })),
    ];
    expect(judgeExperiment(planOf(), lookOf(copies)).faults.map(({ code }) => code)).toStrictEqual(["identical-arms"]);
  });

  it("of a fault says it is the same for every arm, and keeps the numbers for whoever mends it", () => {
    const judgement = judgeExperiment(planOf(), lookOf(gain, { clocksApart: ["h1"] }));
    expect(judgement.arms.every(({ verdict }) => verdict === "unhealthy")).toBe(true);
    expect(judgement.comparisons).toHaveLength(1);
  });
});

describe("guardrails", () => {
  const metrics = planOf().metrics.flatMap((metric) => [
    metric,
    { ...metric, name: "errors", title: "Errors", unit: "1/s" },
  ]);
  const plan = planOf({ metrics, guardrails: [{ metric: "errors", margin: 0.1, scale: "relative" }] });
  const withErrors = (control: number, treated: number, deviation: number, count = 20): Look => {
    const errors = [
      ...unitsOf("control", count, control, deviation, "errors"),
      ...unitsOf("treated", count, treated, deviation, "errors"),
    ];
    return lookOf(
      gain.map((unit) => ({
        ...unit,
        totals: { ...unit.totals, ...errors.find((own) => own.unit === unit.unit)?.totals },
      })),
    );
  };

  it.each<[string, Look, string, string]>([
    ["that holds leaves a gain a win", withErrors(10, 10, 0.2), "holds", "better"],
    ["that is broken makes a gain a loss", withErrors(10, 13, 0.5), "broken", "worse"],
    ["that is not known keeps a gain from winning", withErrors(10, 10.2, 4), "open", "inconclusive"],
    ["without data keeps a gain from winning", lookOf(gain), "no-data", "inconclusive"],
    ["of too few units keeps a gain from winning", withErrors(10, 10, 0.2, 3), "no-data", "inconclusive"],
    ["that is worse, but by less than the margin, holds", withErrors(10, 10.5, 0.1), "holds", "better"],
    ["that is 0 everywhere holds", withErrors(0, 0, 0), "holds", "better"],
    ["that rose from nothing has no share to go by", withErrors(0, 1, 0.3), "open", "inconclusive"],
  ])("%s", (_, look, state, verdict) => {
    const judgement = judgeExperiment(plan, look);
    expect(judgement.guardrails.map((guardrail) => guardrail.state)).toStrictEqual([state]);
    expect(judgement.overall.verdict).toBe(verdict);
  });

  it("whose metric stops is without data, and the experiment unhealthy", () => {
    const look = { ...withErrors(10, 10, 0.2), stopped: [{ metric: "errors", arm: "treated" }] };
    const judgement = judgeExperiment(plan, look);
    expect(judgement.guardrails[0]?.state).toBe("no-data");
    expect(judgement.overall.verdict).toBe("unhealthy");
  });

  it("where higher is better count a fall as worse", () => {
    const higher = planOf({
      metrics: metrics.map((metric) => ({ ...metric, better: metric.name === "errors" ? "higher" : metric.better })),
      guardrails: [{ metric: "errors", margin: 0.5, scale: "absolute" }],
    });
    expect(judgeExperiment(higher, withErrors(10, 9, 0.2)).guardrails[0]).toMatchObject({
      state: "broken",
      worse: { estimate: expect.closeTo(1, 5) as number },
    });
  });
});

it("judgeExperiment counts only sets of a switchback in which both arms were seen, and says how many are missing", () => {
  const plan = planOf({ design: { kind: "switchback", blockS: 300, washOutS: 60 } });
  const block = (index: number, arm: string, value: number): Look["observations"][number] => ({
    unit: `block-${index}`,
    arm,
    cluster: `set-${Math.floor(index / 2)}`,
    totals: { latency: { frames: 1, sum: value, weight: 1 } },
  });
  const blocks = Array.from({ length: 25 }, (_, index) =>
    block(
      index,
      index % 2 === 0 ? "control" : "treated",
      (index % 2 === 0 ? 100 : 80) + ((index * 7) % 5) + 10 * Math.floor(index / 2),
    ),
  );
  const judgement = judgeExperiment(plan, lookOf(blocks));
  expect(judgement.comparisons[0]?.control.units).toBe(12);
  expect(judgement.overall.verdict).toBe("better");
  expect(judgement.sampleRatioP).toBeNull();
  expect(judgeExperiment(plan, lookOf(blocks.slice(0, 6))).overall.sentence).toMatch(/fewer than 4 pairs of blocks/);
});

it("judgeExperiment corrects the goal over arms, and its intervals hold for all of them together", () => {
  const [control, treated] = planOf().arms;
  if (control === undefined || treated === undefined) throw new Error("a plan has arms");
  const third = {
    ...treated,
    name: "other",
    title: "Other",
    treatment: { kind: "fallback", fallback: "hold" } as const,
  };
  const plan = planOf({ arms: [control, treated, third] });
  const both = [...noise, ...unitsOf("other", 6, 97, 19)];
  const [one] = judgeExperiment(planOf(), lookOf(noise)).comparisons;
  const [first, second] = judgeExperiment(plan, lookOf(both)).comparisons;
  expect((first?.sequential.absolute.high ?? 0) - (first?.sequential.absolute.low ?? 0)).toBeGreaterThan(
    (one?.sequential.absolute.high ?? 0) - (one?.sequential.absolute.low ?? 0),
  );
  expect(Math.min(first?.adjustedP ?? 0, second?.adjustedP ?? 0)).toBeGreaterThanOrEqual(
    Math.min(first?.sequential.p ?? 1, second?.sequential.p ?? 1),
  );
});
