import { expect, test } from "vitest";
import type { DecisionRow } from "../live/live-source.ts";
import { decisionKey, decisionPath, decisionWord } from "./decision-shown.ts";

const row = (outcome: "adjust" | "hold", mode: string, kind: string) =>
  ({ decision: { outcome, mode }, apply: { kind } }) as unknown as DecisionRow;

test.each([
  [row("adjust", "active", "applied"), "Applied"],
  [row("adjust", "active", "undone"), "Undone"],
  [row("adjust", "active", "failed"), "Failed"],
  [row("adjust", "active", "none"), "Adjusted"],
  [row("adjust", "shadow", "none"), "Would adjust"],
  [row("hold", "active", "none"), "Held"],
])("decisionWord of %j is %s", (shown, word) => {
  expect(decisionWord(shown).word).toBe(word);
});

test("decisionKey reads what decisionPath writes", () => {
  const path = decisionPath("f", "018f3c1e-7d1a-7c3e-9b7a-0123456789ab:3:1207");
  expect(decisionKey(path.split("/").at(-1) ?? "")).toEqual({
    hostId: "018f3c1e-7d1a-7c3e-9b7a-0123456789ab",
    epoch: 3,
    seq: 1207,
  });
});

test.each(["", "a.b.c", "h.1", "h.1.2.3", "h.-1.2", "h.1.5e-1"])("decisionKey refuses %j", (part) => {
  expect(decisionKey(part)).toBeNull();
});
