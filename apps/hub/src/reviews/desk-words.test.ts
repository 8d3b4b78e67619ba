import { expect, test } from "vitest";
import { deskSentence } from "./desk-words.ts";

test.each([
  [{ kind: "asked", by: "ada@example.org", at: 0, fleet: "Web" } as const, "ada@example.org asks for it on Web."],
  [
    { kind: "new-version", at: 0, fleet: "Web", heldBy: ["policy-off", "key-not-pinned"] } as const,
    "A new version of what runs on Web: your policy has every version reviewed; a key signed it that you have not approved.",
  ],
  [
    { kind: "second-look", by: "ada", at: 0, mode: "active" } as const,
    "ada approved it as active; it takes another admin.",
  ],
  [{ kind: "rejected-in-use", at: 0, fleet: "Web" } as const, "It runs on Web, and the gate's newer rules reject it."],
])("deskSentence of %j", (reason, sentence) => {
  expect(deskSentence(reason)).toBe(sentence);
});
