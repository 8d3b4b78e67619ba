import { describe, expect, it } from "vitest";
import { runningDigest } from "./record-usage.ts";

const digest = "ab".repeat(32);
const running = { mode: "active", persona: { digest, state: "committed" } };

describe("runningDigest", () => {
  it.each([
    ["a version that is in charge", running, digest],
    ["one in shadow", { mode: "shadow", persona: { digest, state: "shadow" } }, digest],
    ["nobody", { mode: "active", persona: null }, null],
    ["a mode in which nothing decides", { ...running, mode: "off" }, null],
    ["a version that was only fetched", { mode: "shadow", persona: { digest, state: "fetched" } }, null],
    ["one that was left again", { mode: "shadow", persona: { digest, state: "rolled-back" } }, null],
    ["a digest that is none", { mode: "shadow", persona: { digest: "x'); --", state: "shadow" } }, null],
    ["something else altogether", "status", null],
  ])("says what decides: %s", (_, status, expected) => {
    expect(runningDigest(status)).toBe(expected);
  });
});
