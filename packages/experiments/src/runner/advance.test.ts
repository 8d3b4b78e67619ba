import { describe, expect, it } from "vitest";
import { hostsNamed, quiet, runnerPlan, says, start, started } from "../testing/runner-world.ts";
import type { GuardrailState, VerdictKind } from "../verdict/verdict.ts";
import { advance } from "./advance.ts";
import { carriedBy } from "./carried.ts";
import { promoteRun, resumeRun, stopRun } from "./commands.ts";
import type { Advanced, Experiment, Facts } from "./experiment.ts";
import { patienceMs } from "./judge-stage.ts";

const hosts = hostsNamed(40);

/** Looks every ten seconds at the same world until it ends, or so often. */
function runOn(
  experiment: Experiment,
  {
    verdict,
    guardrail = "holds",
    looks = 60,
    count = 40,
  }: { verdict: VerdictKind; guardrail?: GuardrailState["state"]; looks?: number; count?: number },
): { experiment: Experiment; codes: string[]; now: number } {
  let current = experiment;
  let now = start;
  const codes: string[] = [];
  for (let look = 0; look < looks; look++) {
    now += 10_000;
    const taken = advance(current, quiet(now, hostsNamed(count), says(current, verdict, guardrail)));
    current = taken.experiment;
    codes.push(...codesOf(taken));
  }
  return { experiment: current, codes, now };
}

function codesOf({ effects }: Advanced): string[] {
  return effects.flatMap((effect) => (effect.kind === "note" ? [effect.code] : []));
}

function kindsOf({ effects }: Advanced): string[] {
  return effects.map(({ kind }) => kind);
}

function onArm(experiment: Experiment, arm: string): number {
  return Object.keys(experiment.hosts).filter((id) => carriedBy(experiment, id)?.plays === arm).length;
}

describe("advance", () => {
  it("climbs the ramp beside a concurrent control, skips steps that change nothing, and says so", () => {
    const begun = started(runnerPlan(), 40);
    // Of twenty hosts one per cent is none.
    expect(begun.effects).toContainEqual(
      expect.objectContaining({
        code: "ramped",
        sentence: expect.stringContaining("1 % would change nothing") as string,
      }),
    );
    expect(onArm(begun.experiment, "two")).toBe(1);
    let { experiment } = begun;
    const treated = [1];
    for (let now = start + 10_000; experiment.run.status === "running" && treated.length < 40; now += 10_000) {
      const before = Object.keys(experiment.hosts).filter((id) => carriedBy(experiment, id)?.plays === "two");
      ({ experiment } = advance(experiment, quiet(now, hosts, says(experiment, "inconclusive"))));
      expect(before.every((id) => carriedBy(experiment, id)?.plays === "two")).toBe(true);
      treated.push(onArm(experiment, "two"));
    }
    expect([...new Set(treated)]).toEqual([1, 2, 5, 10, 20]);
  });

  it("rolls back on a broken guardrail at any step, and everybody is back", () => {
    const { experiment } = started(runnerPlan(), 40);
    const taken = advance(experiment, quiet(start + 1_000, hosts, says(experiment, "inconclusive", "broken")));
    expect(taken.experiment.run).toMatchObject({ status: "rolled-back", end: { code: "guardrail-broken" } });
    expect(kindsOf(taken)).toContain("tell-hosts");
    expect(hosts.every(({ hostId }) => carriedBy(taken.experiment, hostId) === null)).toBe(true);
  });

  it("lets the others go on when one of several arms is taken back", () => {
    const three = {
      name: "three",
      title: "Three",
      weight: 1,
      treatment: { kind: "fallback", fallback: "hold" } as const,
    };
    const plan = runnerPlan({ arms: [...runnerPlan().arms, three] });
    const { experiment } = started(plan, 60);
    const judged = says(experiment, "inconclusive");
    const broken = judged.guardrails.map((one) => (one.arm === "two" ? { ...one, state: "broken" as const } : one));
    const taken = advance(experiment, quiet(start + 1_000, hostsNamed(60), { ...judged, guardrails: broken }));
    expect(taken.experiment.run).toMatchObject({ status: "running", dropped: ["two"] });
    expect(onArm(taken.experiment, "two")).toBe(0);
    expect(onArm(taken.experiment, "three")).toBeGreaterThan(0);
  });

  it.each([
    ["better", "promoted", "winner-promoted"],
    ["no-difference", "concluded", "no-difference"],
    ["worse", "rolled-back", "worse"],
  ] as const)("ends %s as %s", (verdict, status, code) => {
    const { experiment } = runOn(started(runnerPlan(), 40).experiment, { verdict });
    expect(experiment.run).toMatchObject({ status, end: { code } });
  });

  it.each(["open", "no-data"] as const)("never promotes while a guardrail is %s", (guardrail) => {
    const { experiment, now } = runOn(started(runnerPlan(), 40).experiment, {
      verdict: "better",
      guardrail,
      looks: 400,
    });
    expect(experiment.run).toMatchObject({ status: "paused", pause: { code: "inconclusive" } });
    // Going on gives it as long again.
    const again = resumeRun(experiment, now, "On.").experiment;
    expect(again.run).toMatchObject({ status: "running", allowedMs: 7_200_000 });
  });

  it("confirms on hosts that no treatment has touched before it promotes", () => {
    const plan = runnerPlan({ confirm: true, promote: "ask" });
    const { experiment, codes, now } = runOn(started(plan, 40).experiment, { verdict: "better" });
    expect(codes.slice(-4)).toEqual(["won", "confirming", "confirmed", "awaiting-promotion"]);
    const confirming = Object.values(experiment.hosts).filter(({ confirms }) => confirms !== null);
    expect(confirming).toHaveLength(20);
    expect(confirming.every(({ treatedAt }) => treatedAt === null)).toBe(true);
    const promoted = promoteRun(experiment, now, "Yes.");
    expect(promoted?.effects).toContainEqual({ kind: "promote", arm: "two" });
    expect(promoted?.experiment.run.status).toBe("promoted");
  });

  it("leaves a winner to a person where too few hosts are fresh, whatever the plan says of promoting", () => {
    const { experiment, codes } = runOn(started(runnerPlan({ confirm: true }), 8).experiment, {
      verdict: "better",
      count: 8,
    });
    expect(experiment.run.status).toBe("awaiting-promotion");
    expect(codes).toContain("no-fresh-hosts");
  });

  it("goes on measuring a holdout and puts back what was when it turns", () => {
    const plan = runnerPlan({ holdout: { percent: 10, days: 2 } });
    const { experiment, now } = runOn(started(plan, 40).experiment, { verdict: "better", looks: 20 });
    expect(experiment.run.status).toBe("holdout");
    expect(onArm(experiment, "control")).toBe(4);
    expect(onArm(experiment, "two")).toBe(36);
    const turned = advance(experiment, quiet(now, hosts, says(experiment, "worse")));
    expect(turned.experiment.run).toMatchObject({ status: "rolled-back", end: { code: "holdout-turned" } });
    expect(kindsOf(turned)).toContain("put-back");
    const over = advance(experiment, quiet(now + 2 * 86_400_000, hosts, says(experiment, "better")));
    expect(over.experiment.run).toMatchObject({ status: "promoted", end: { code: "holdout-over" } });
    expect(stopRun(experiment, now, "Enough.").experiment.run).toMatchObject({ status: "promoted" });
  });

  it.each(["sample-ratio", "multiple-exposure", "metric-stopped", "clocks-apart"] as const)(
    "pauses on %s and begins its figures anew",
    (code) => {
      const { experiment } = started(runnerPlan(), 40);
      const judged = { ...says(experiment, "unhealthy"), faults: [{ code, sentence: "Mend it." }] };
      const taken = advance(experiment, quiet(start + 1_000, hosts, judged));
      expect(taken.experiment.run).toMatchObject({ status: "paused", pause: { code, sentence: "Mend it." } });
      expect(hosts.every(({ hostId }) => carriedBy(taken.experiment, hostId) === null)).toBe(true);
      const again = resumeRun(taken.experiment, start + 60_000, "Mended.").experiment.run;
      expect(again).toMatchObject({ status: "running", stage: { number: 2, since: start + 60_000 } });
    },
  );

  it("pauses when nobody reports", () => {
    const { experiment } = started(runnerPlan(), 40);
    const silent: Facts = { ...quiet(start + patienceMs.first + 1, hosts), lastFrameAt: null };
    expect(advance(experiment, silent).experiment.run).toMatchObject({ status: "paused", pause: { code: "no-data" } });
  });

  it("waits out a freeze and goes on by itself, but not after the kill switch", () => {
    const { experiment } = started(runnerPlan(), 40);
    const held = (auto: boolean): Facts["held"] => ({ code: auto ? "freeze" : "kill-switch", sentence: "Held.", auto });
    for (const auto of [true, false]) {
      const paused = advance(experiment, { ...quiet(start + 5_000, hosts), held: held(auto) }).experiment;
      expect(paused.run.status).toBe("paused");
      const after = advance(paused, quiet(start + 65_000, hosts)).experiment.run;
      expect(after.status).toBe(auto ? "running" : "paused");
      if (auto) expect(after.stage?.heldMs).toBe(60_000);
    }
  });

  it("ends for a reason of its own when an arm is revoked", () => {
    const { experiment } = started(runnerPlan(), 40);
    const withdrawn = { code: "persona-revoked", sentence: "It was revoked." };
    expect(advance(experiment, { ...quiet(start + 1, hosts), withdrawn }).experiment.run).toMatchObject({
      status: "stopped",
      end: withdrawn,
    });
  });

  it("deals hosts that join, lets those that leave go, and gives them their arm back", () => {
    const { experiment } = started(runnerPlan({ ramp: [{ percent: 100, leastS: 1 }] }), 8);
    const joined = advance(experiment, quiet(start + 1_000, hostsNamed(12)));
    expect(codesOf(joined)).toEqual(["hosts-joined"]);
    expect(onArm(joined.experiment, "two")).toBe(6);
    const left = advance(joined.experiment, quiet(start + 2_000, hostsNamed(11)));
    expect(codesOf(left)).toEqual(["hosts-left"]);
    const back = advance(left.experiment, quiet(start + 3_000, hostsNamed(12)));
    expect(codesOf(back)).toEqual(["hosts-back"]);
    expect(carriedBy(back.experiment, "host-11")).toEqual(carriedBy(joined.experiment, "host-11"));
  });

  it("turns the blocks of a switchback on their time, in rounds that hold every arm, and leaves out what nobody turned", () => {
    const plan = runnerPlan({ design: { kind: "switchback", blockS: 60, washOutS: 10 } });
    let { experiment } = started(plan, 1);
    const arms: string[] = [];
    for (let block = 0; block < 20; block++) {
      const now = start + block * 60_000 + 100;
      ({ experiment } = advance(experiment, quiet(now, hostsNamed(1))));
      arms.push(carriedBy(experiment, "host-0")?.plays ?? "");
    }
    for (let round = 0; round < 10; round++)
      expect(new Set(arms.slice(2 * round, 2 * round + 2))).toEqual(new Set(["control", "two"]));
    const late = advance(experiment, quiet(start + 25 * 60_000, hostsNamed(1)));
    expect(codesOf(late)).toEqual(["blocks-missed"]);
    const cut = stopRun(late.experiment, start + 25 * 60_000 + 1, "Stop.");
    expect(kindsOf(cut)).toContain("cut-block");
  });
});
