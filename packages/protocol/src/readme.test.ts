import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ENROL_ERRORS } from "./enrolment.ts";
import { FRAME_REFUSAL_CODES, SESSION_ERRORS } from "./codes.ts";
import { FRAME_KINDS, decodeFrame, encodeFrame } from "./frame.ts";
import { agentMessageSchema } from "./messages-from-agent.ts";
import { hubMessageSchema } from "./messages-from-hub.ts";
import { decodeMetrics, encodeMetrics } from "./metrics.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

it("README's example does what it says", () => {
  const payload = encodeMetrics({ dictionaryId: 1, values: [130.5, null, NaN] });
  const number = { epoch: 1767225600, seq: 1, at: 1767225601000 };
  const bytes = encodeFrame({ kind: FRAME_KINDS.metrics, ...number, payload });
  expect(decodeFrame(bytes)).toEqual({ kind: "frame", frame: { kind: 1, ...number, payload } });
  expect(decodeMetrics(payload)).toEqual({ kind: "metrics", metrics: { dictionaryId: 1, values: [130.5, null, NaN] } });
});

it.each([
  ["session error", Object.keys(SESSION_ERRORS)],
  ["frame refusal", FRAME_REFUSAL_CODES],
  ["enrolment code", Object.keys(ENROL_ERRORS)],
])("README explains every %s", (_, codes) => {
  expect(codes.filter((code) => !readme.includes(`\`${code}\``))).toEqual([]);
});

it("README shows every message", () => {
  const types = [...agentMessageSchema.options, ...hubMessageSchema.options].map((option) => option.shape.type.value);
  expect(types.filter((type) => !readme.includes(`${type} {`))).toEqual([]);
});
