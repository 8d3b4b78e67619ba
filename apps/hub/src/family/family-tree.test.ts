import type { FamilyVersion } from "@fleet-persona/hub-core";
import { describe, expect, it } from "vitest";
import { addressOf, placedFamily } from "./family-tree.ts";

function made(personaId: string, version: number, parents: readonly string[] = []): FamilyVersion {
  return {
    personaVersionId: "6f1c7d80-6a25-4c0f-9d8e-0a4f0c1f7a11" as FamilyVersion["personaVersionId"],
    personaId,
    title: personaId,
    version,
    own: true,
    generation: 0,
    algorithm: "ppo",
    parents,
    otherParents: [],
    verdict: "passed",
    state: "offered",
    publishedAt: version,
    experiments: [],
    dataset: null,
    effects: [],
  };
}

const rowsOf = (versions: readonly FamilyVersion[]) =>
  placedFamily(versions).map(({ version, depth, from, also }) => [addressOf(version), depth, from, also]);

describe("placedFamily", () => {
  it("puts each version below its first parent, siblings by their time, and keeps further parents", () => {
    const family = [
      made("a/x", 1),
      made("a/x", 2, ["a/x@1"]),
      made("a/x", 3, ["a/x@1", "b/y@1"]),
      made("b/y", 1, ["a/x@2"]),
    ];
    expect(rowsOf(family)).toEqual([
      ["a/x@1", 0, null, []],
      ["a/x@2", 1, 0, []],
      ["b/y@1", 2, 1, []],
      ["a/x@3", 1, 0, [2]],
    ]);
  });

  it("places every version once, whatever circles its manifests claim", () => {
    const circle = [made("a/x", 1, ["a/x@2"]), made("a/x", 2, ["a/x@1"]), made("a/x", 3, ["a/x@3"])];
    const rows = rowsOf(circle);
    expect(new Set(rows.map(([address]) => address))).toEqual(new Set(["a/x@1", "a/x@2", "a/x@3"]));
    expect(rows).toHaveLength(3);
  });
});
