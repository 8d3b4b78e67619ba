import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePushJson, parsePushLine } from "./parse-push.ts";

const NOW = 1_767_225_600_000;
const rules = { now: NOW, allowed: (name: string) => name === "conversion_rate" || name === "revenue_rate" };
const accepted = [
  { name: "conversion_rate", value: 0.031, at: NOW },
  { name: "revenue_rate", value: 12.4, at: NOW },
];

describe("parsePushLine", () => {
  it.each([
    "conversion_rate=0.031 revenue_rate=12.4",
    "conversion_rate=3.1e-2&revenue_rate=12.4\n",
    " conversion_rate=.031\nrevenue_rate=+12.40 ",
  ])("parsePushLine reads %j", (line) => {
    expect(parsePushLine(line, rules)).toEqual({ kind: "parsed", accepted, refused: [] });
  });

  it.each([
    ["conversion_rate", "not-a-pair"],
    ["=1", "not-a-pair"],
    ["Conversion=1", "name-invalid"],
    ["__proto__=1", "name-invalid"],
    ["latency_p95=1", "not-allowed"],
    ["conversion_rate=", "value-not-a-number"],
    ["conversion_rate=NaN", "value-not-a-number"],
    ["conversion_rate=1e999", "value-not-a-number"],
    ["conversion_rate=0x10", "value-not-a-number"],
    ["conversion_rate=1 conversion_rate=2", "duplicate"],
  ])("parsePushLine refuses of %s as %s, and takes the rest", (line, code) => {
    const parsed = parsePushLine(`${line} revenue_rate=12.4`, rules);
    expect(parsed).toMatchObject({ refused: [{ code }] });
    expect(parsed.kind === "parsed" && parsed.accepted.at(-1)).toEqual(accepted[1]);
  });

  it("parsePushLine wants something, and not too much of it", () => {
    expect(parsePushLine(" ", rules)).toMatchObject({ kind: "malformed" });
    expect(parsePushLine("a=1 ".repeat(300), rules)).toMatchObject({ kind: "malformed" });
  });
});

describe("parsePushJson", () => {
  it("parsePushJson reads plain values and values with a time", () => {
    const text = JSON.stringify({ signals: { conversion_rate: { value: 0.031, at: NOW - 5000 }, revenue_rate: 12.4 } });
    expect(parsePushJson(text, rules)).toMatchObject({ accepted: [{ at: NOW - 5000 }, { at: NOW }], refused: [] });
  });

  it.each([
    [{ value: 1, at: NOW + 60_000 }, "too-new"],
    [{ value: 1, at: NOW - 3_600_000 }, "too-old"],
    [{ value: 1, at: "now" }, "time-invalid"],
    [{ value: 1, unit: "ms" }, "value-not-a-number"],
    ["1", "value-not-a-number"],
    [null, "value-not-a-number"],
  ])("parsePushJson refuses %j as %s", (given, code) => {
    const text = JSON.stringify({ signals: { conversion_rate: given } });
    expect(parsePushJson(text, rules)).toMatchObject({ accepted: [], refused: [{ item: "conversion_rate", code }] });
  });

  it.each(["", "[]", "{}", '{"signals":[]}', '{"signals":{},"more":1}'])(
    "parsePushJson refuses the body %j",
    (text) => {
      expect(parsePushJson(text, rules)).toMatchObject({ kind: "malformed" });
    },
  );

  it("parsePushJson and parsePushLine never throw and take nothing that is not allowed", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        for (const parsed of [parsePushLine(text, rules), parsePushJson(text, rules)])
          if (parsed.kind === "parsed") expect(parsed.accepted.every(({ name }) => rules.allowed(name))).toBe(true);
      }),
    );
  });
});
