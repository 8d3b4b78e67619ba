import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openEventWindow } from "./event-window.ts";
import { parseEvents } from "./parse-events.ts";

const NOW = 1_767_225_600_000;
const rules = {
  now: NOW,
  windowMs: 60_000,
  events: (name: string) => name === "checkout" || name === "view",
  experiments: (name: string) => name === "banner",
};

describe("parseEvents", () => {
  it.each([
    ["an object", '{"event":"checkout","count":3}'],
    ["a list", '[{"event":"checkout","count":3}]'],
    ["one a line", '{"event":"checkout","count":2}\n{"event":"checkout"}\n'],
  ])("parseEvents reads %s", (_what, text) => {
    const parsed = parseEvents(text, rules);
    expect(parsed).toMatchObject({ kind: "parsed", refused: [] });
    expect(
      parsed.kind === "parsed" && parsed.items.reduce((sum, item) => sum + (item.kind === "event" ? item.count : 0), 0),
    ).toBe(3);
  });

  it("parseEvents reads outcomes", () => {
    expect(parseEvents('{"experiment":"banner","variant":"red","outcome":"order","value":1}', rules)).toEqual({
      kind: "parsed",
      items: [{ kind: "outcome", experiment: "banner", variant: "red", outcome: "order", value: 1, at: NOW }],
      refused: [],
    });
  });

  it.each([
    ['{"event":"checkout","at":1}', "too-old"],
    [`{"event":"checkout","at":${NOW + 60_000}}`, "too-new"],
    ['{"event":"other"}', "not-allowed"],
    ['{"experiment":"other","variant":"a","value":1}', "not-allowed"],
    ['{"event":"checkout","count":-1}', "item-invalid"],
    ['{"event":"checkout","user":"jane"}', "item-invalid"],
    ['{"event":"Checkout"}', "item-invalid"],
    ["7", "item-invalid"],
  ])("parseEvents refuses %s as %s, alone", (item, code) => {
    const parsed = parseEvents(`{"event":"view"}\n${item}\n`, rules);
    expect(parsed).toMatchObject({ items: [{ event: "view" }], refused: [{ index: 1, code }] });
  });

  it("parseEvents never throws", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseEvents(text, rules)));
    expect(parseEvents("hello", rules)).toMatchObject({ kind: "malformed" });
  });
});

describe("openEventWindow", () => {
  const open = () =>
    openEventWindow({ windowMs: 60_000, events: ["checkout", "view"], sessionKey: (session) => session });
  const event = (name: string, count: number, at: number, session: string | null = null) =>
    ({ kind: "event", event: name, count, session, at }) as const;

  it("openEventWindow gives rates, shares and depth over the window that ended with the last word", () => {
    const window = open();
    expect(window.signals()).toEqual({});
    window.tell([], NOW - 100_000);
    window.tell([event("view", 500, NOW - 70_000)], NOW - 70_000);
    window.tell([event("view", 9, NOW - 10_000, "a"), event("view", 3, NOW - 10_000, "b")], NOW - 10_000);
    window.tell([event("checkout", 4, NOW, "a")], NOW);
    expect(window.signals()).toEqual({
      "event_rate.checkout": { value: 4 / 60, at: NOW },
      "event_share.checkout": { value: 0.25, at: NOW },
      "event_rate.view": { value: 0.2, at: NOW },
      "event_share.view": { value: 0.75, at: NOW },
      session_depth: { value: 8, at: NOW },
    });
  });

  it("openEventWindow takes an empty report as nothing having happened, and silence as nothing at all", () => {
    const window = open();
    window.tell([event("view", 60, NOW)], NOW);
    const told = window.signals();
    expect(told["event_rate.checkout"]).toEqual({ value: 0, at: NOW });
    window.tell([], NOW + 120_000);
    expect(window.signals()["event_rate.view"]).toEqual({ value: 0, at: NOW + 120_000 });
    expect(window.signals()["event_share.view"]).toBeUndefined();
  });

  it("openEventWindow averages outcomes by experiment and variant, and bounds their names", () => {
    const window = open();
    const outcome = (variant: string, value: number) =>
      ({ kind: "outcome", experiment: "banner", variant, outcome: null, value, at: NOW }) as const;
    window.tell([outcome("red", 1), outcome("red", 0), outcome("blue", 1), outcome("blue", 1)], NOW);
    expect(window.signals()).toMatchObject({
      "outcome.banner": { value: 0.75 },
      "outcome.banner.red": { value: 0.5 },
      "outcome.banner.blue": { value: 1 },
    });
    const many = Array.from({ length: 100 }, (_, index) => outcome(`v${index}`, 1));
    expect(window.tell(many, NOW)).toBe(54);
  });
});
