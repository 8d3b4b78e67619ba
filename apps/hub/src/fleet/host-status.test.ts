import { expect, test } from "vitest";
import { hostProblems, hostStatus } from "./host-status.ts";

const message = {
  type: "status",
  persona: {
    id: "acme/surge",
    version: 2,
    digest: "a".repeat(64),
    state: "failed",
    code: "signature-mismatch",
    message: null,
  },
  mode: "shadow",
  paused: false,
  config: { active_servers: 4 },
  health: {
    fallback: "latency_p95 is missing",
    targets: [{ name: "haproxy", state: "lost", message: "socket closed" }],
    outbox: { frames: 0, bytes: 0 },
    process: { rssMb: 92, cpuShare: 0.01, decisionP99Ms: 1.2, uptimeS: 60 },
  },
};

test("hostProblems lists lost targets, refused Personas, then the fallback", () => {
  expect(hostProblems(hostStatus(message)).map(({ sentence }) => sentence)).toEqual([
    "Target haproxy is lost: socket closed",
    "acme/surge v2 was refused: signature-mismatch",
    "The fallback decides: latency_p95 is missing",
  ]);
});

test.each([null, {}, "x", { ...message, mode: "sideways" }])("hostStatus cannot read %j", (status) => {
  expect(hostStatus(status)).toBeNull();
  expect(hostProblems(hostStatus(status))).toEqual([]);
});
