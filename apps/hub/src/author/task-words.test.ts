import type { DeskTask, PersonaVersionId } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { taskWords } from "./task-words.ts";

const about = { path: "acme/night-saver", title: "Night saver" };
const pending = { code: "gate-pending", message: "Wait." } as const;
const unpriced = { code: "price-missing", message: "Set a price." } as const;

test.each<[DeskTask, string, string]>([
  [{ ...about, kind: "finish-draft", missing: [] }, "Nothing is missing any more.", "List it"],
  [{ ...about, kind: "finish-draft", missing: [pending] }, "Wait.", "Finish it"],
  [{ ...about, kind: "finish-draft", missing: [pending, unpriced] }, "Wait. And 1 more.", "Finish it"],
  [
    {
      ...about,
      kind: "gate-refused",
      version: 2,
      personaVersionId: "v2" as PersonaVersionId,
      state: { kind: "failed", failure: "It ran out of time." },
    },
    "Version 2 cannot reach a fleet. The gate could not judge it: It ran out of time.",
    "See why",
  ],
  [{ ...about, kind: "answer-reviews", count: 1 }, "One review waits for your answer.", "Answer"],
  [
    { path: "acme", title: "Acme", kind: "verify-domain", domain: "acme.example", failing: true },
    "The record of acme.example was not found lately: put it back before the domain is lost.",
    "Verify a domain",
  ],
])("taskWords of %j", (task, says, action) => {
  expect(taskWords(task)).toMatchObject({ says, action });
});
