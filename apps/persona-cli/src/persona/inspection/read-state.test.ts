import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoAttributes } from "@fleet-persona/demo-fleet";
import type { Manifest } from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import { readState } from "./read-state.ts";

const signals = ["request_rate", "latency_p95"].map((name) => ({ name }));
const manifest = { attributes: demoAttributes, policy: { inputs: { signals } } } as unknown as Manifest;

describe("readState", () => {
  it("takes words and a file, words before the file, attributes at their default where nothing is said", () => {
    const folder = mkdtempSync(join(tmpdir(), "persona-state-"));
    const file = join(folder, "state.json");
    writeFileSync(
      file,
      JSON.stringify({ signals: { request_rate: 100 }, config: { active_servers: 3 }, latency_p95: 80 }),
    );
    const state = readState(manifest, file, ["request_rate=420", "caching_strategy=micro"]);
    rmSync(folder, { recursive: true });
    expect(state).toMatchObject({
      signals: { request_rate: 420, latency_p95: 80 },
      config: { active_servers: 3, caching_strategy: "micro", cpu_allocation: 0.175 },
    });
    expect(readState(manifest, undefined, [])).toBeNull();
  });

  it.each([
    ["request_rat=3", "This Persona does not see request_rat: did you mean request_rate?"],
    ["request_rate=many", "request_rate=many is no number."],
    ["caching_strategy=forever", "caching_strategy cannot be forever: it may be off, micro, short, long."],
    ["active_servers=9", "active_servers cannot be 9: it may be 2 to 4."],
    ["=3", "write SIGNAL=VALUE"],
  ])("says of %s what to write", (word, message) => {
    expect(() => readState(manifest, undefined, [word])).toThrow(message);
  });
});
