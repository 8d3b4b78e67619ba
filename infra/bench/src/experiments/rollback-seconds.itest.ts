import { expect, it } from "vitest";
import { harmfulStage } from "./rollback-seconds.ts";

it("an arm that breaks a guardrail is taken back from real agents by a real worker, and every host has its configuration again", async () => {
  await using stage = await harmfulStage();
  const { sentence, workers } = await stage.experiment();
  expect(sentence).toContain("Everybody is back on what was in charge before.");
  for (const count of workers) expect(count).toBeGreaterThanOrEqual(14);
}, 300_000);
