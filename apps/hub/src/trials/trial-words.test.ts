import type { TrialReadiness } from "@fleet-persona/hub-core";
import { describe, expect, it } from "vitest";
import { effectSentence, readinessSentence } from "./trial-words.ts";

const ready = (minutes: number, recording = true): TrialReadiness => ({
  fleetId: "f" as TrialReadiness["fleetId"],
  hostId: "h",
  minutes,
  neededMinutes: 10,
  estimateMinutes: 60,
  since: null,
  until: null,
  enoughAt: null,
  recording,
});

describe("readinessSentence", () => {
  it.each([
    [ready(4), "It has recorded 4 min in the last days; 10 min are needed. There will be enough in about 6 min."],
    [
      ready(0, false),
      "It has recorded nothing in the last days; 10 min are needed. There will be enough once an agent of it is recording.",
    ],
    [ready(30), "It has recorded 30 min: enough for a replay. An effect is estimated from 60 min on."],
    [ready(180), "It has recorded 3 h: enough for a replay and an estimate."],
  ])("says what there is and what is needed", (readiness, sentence) => {
    expect(readinessSentence(readiness)).toBe(sentence);
  });
});

describe("effectSentence", () => {
  const figures = (breach_seconds: number, core_seconds: number) => ({
    requests: 1,
    breach_seconds,
    core_seconds,
    error_share: 0,
    p95_ms: 1,
  });
  const of = (was: ReturnType<typeof figures>, candidate: ReturnType<typeof figures>) =>
    effectSentence({ as_it_was: was, candidate } as Parameters<typeof effectSentence>[0]);

  it.each([
    [figures(100, 10), figures(60, 10), "40 % fewer breach seconds, as many core-seconds"],
    [figures(0, 10), figures(0.4, 8), "no breach either way, 20 % fewer core-seconds"],
    [figures(0, 10), figures(12, 12), "12 breach seconds where there were none, 20 % more core-seconds"],
  ])("compares breach and cores", (was, candidate, sentence) => {
    expect(of(was, candidate)).toBe(sentence);
  });
});
