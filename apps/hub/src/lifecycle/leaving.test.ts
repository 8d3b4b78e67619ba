import { describe, expect, it } from "vitest";
import { leavingOf, leavingSentence } from "./leaving.ts";

const digest = "a".repeat(64);
const statusOf = (state: string, of = digest): { status: unknown } => ({
  status: {
    type: "status",
    persona: null,
    mode: "active",
    paused: false,
    config: {},
    health: {
      fallback: null,
      targets: [],
      outbox: { frames: 0, bytes: 0 },
      process: { rssMb: 1, cpuShare: 0, decisionP99Ms: null, uptimeS: 1 },
    },
    revocation: { digest: of, state, startsAt: 1, message: null },
  },
});

describe("leavingOf", () => {
  it("counts what hosts said about this version, and who said nothing of it", () => {
    const hosts = [statusOf("safe"), statusOf("going"), statusOf("safe", "b".repeat(64)), { status: null }];
    expect(leavingOf(hosts, { digest })).toEqual({ hosts: 4, waiting: 0, going: 1, safe: 1, held: 0, silent: 2 });
  });
});

describe("leavingSentence", () => {
  it.each([
    [{ hosts: 0, waiting: 0, going: 0, safe: 0, held: 0, silent: 0 }, "No host runs it."],
    [{ hosts: 3, waiting: 0, going: 0, safe: 3, held: 0, silent: 0 }, "All 3 hosts keep their safe configuration."],
    [
      { hosts: 5, waiting: 2, going: 1, safe: 2, held: 0, silent: 0 },
      "Of 5 hosts: 2 safe, 1 on the way, 2 waiting for their wave.",
    ],
  ])("says %j", (leaving, sentence) => {
    expect(leavingSentence(leaving)).toBe(sentence);
  });
});
