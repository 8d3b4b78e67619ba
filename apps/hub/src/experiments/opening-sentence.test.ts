import { expect, it } from "vitest";
import { experimentView } from "./experiment.fixture.ts";
import { openingSentence } from "./opening-sentence.ts";

const better = { arm: "calm", verdict: "better", sentence: "Latency is 20 % lower." } as const;
const open = { arm: "calm", verdict: "inconclusive", sentence: "It has run 2 h of at least 6 h." } as const;
const level = { arm: "calm", verdict: "no-difference", sentence: "It differs by no more than 10 %." } as const;
const state = "10 % of each arm's hosts are on it.";

it.each([
  [{ status: "running", verdict: better }, "Better: Latency is 20 % lower."],
  [{ status: "running", verdict: open }, "It has run 2 h of at least 6 h."],
  [{ status: "confirming", verdict: level }, "No difference: it differs by no more than 10 %."],
  [{ status: "running", verdict: null }, state],
  [{ status: "draft", verdict: better }, state],
  [{ status: "stopped", verdict: better }, state],
  [{ status: "paused", verdict: open }, state],
] as const)("openingSentence of %j", (over, sentence) => {
  expect(openingSentence(experimentView({ sentence: state, ...over }))).toBe(sentence);
});
