import { EXPERIMENT_STATUSES } from "@fleet-persona/experiments";
import { describe, expect, it } from "vitest";
import { experimentView } from "../experiment.fixture.ts";
import { isOver } from "../status-words.ts";
import { steeringsFor, steerWords } from "./steer-words.ts";

describe("steeringsFor", () => {
  it("leaves drafts and ends alone, and lets everything else be stopped", () => {
    for (const status of EXPERIMENT_STATUSES) {
      const open = status !== "draft" && !isOver(status);
      expect(steeringsFor({ status }).includes("stop")).toBe(open);
    }
  });
});

describe("steerWords", () => {
  const winner = { arm: "calm", verdict: "better", sentence: "" } as const;

  it.each([
    ["stop", {}, /runs acme\/surge-ready version 3 again within seconds/],
    ["stop", { status: "holdout" }, /Only the measuring ends/],
    ["pause", {}, /nothing is measured until somebody resumes/],
    ["resume", {}, /take up their arms again/],
    ["promote", { verdict: winner }, /becomes what all hosts of Shop Europe run/],
  ] as const)("of %s with %j says the consequence", (steering, over, words) => {
    expect(steerWords(steering, experimentView(over)).consequence).toMatch(words);
  });

  it("of promote names the winner on its button", () => {
    expect(steerWords("promote", experimentView({ verdict: winner })).yes).toBe("Promote Half the adjustment factor");
  });
});
