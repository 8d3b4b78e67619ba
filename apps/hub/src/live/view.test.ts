import { describe, expect, it } from "vitest";
import { changeView, domainOf, type View } from "./view.ts";

const now = 10_000_000;
const live: View = { kind: "live", spanMs: 300_000 };

describe("domainOf", () => {
  it("domainOf leaves room ahead of now for the forecast, at most a minute", () => {
    expect(domainOf(live, now)).toEqual({ from: now - 300_000, to: now + 60_000 });
    expect(domainOf({ kind: "live", spanMs: 120_000 }, now).to).toBe(now + 24_000);
  });
});

describe("changeView", () => {
  it("changeView holds the picture on pause and lets it move again on live", () => {
    const paused = changeView(live, { kind: "pause", now });
    expect(domainOf(paused, now + 60_000)).toEqual(domainOf(live, now));
    expect(changeView(paused, { kind: "go-live" })).toEqual(live);
  });

  it("changeView zooms a live page into a paused one, never narrower than five seconds", () => {
    expect(changeView(live, { kind: "zoom", from: now - 90_000, to: now - 60_000 })).toMatchObject({
      kind: "paused",
      from: now - 90_000,
      to: now - 60_000,
    });
    const speck = domainOf(changeView(live, { kind: "zoom", from: now - 100, to: now }), now);
    expect(speck.to - speck.from).toBe(5000);
  });

  it("changeView never moves a window of the past beyond now", () => {
    const past = changeView(live, { kind: "move", byMs: -600_000, now });
    expect(past.kind).toBe("history");
    expect(domainOf(changeView(past, { kind: "move", byMs: 9e9, now }), now).to).toBe(now);
  });

  it("changeView keeps the end of a held window when its width changes", () => {
    const past = changeView(live, { kind: "browse", now });
    expect(changeView(past, { kind: "span", spanMs: 120_000, now })).toMatchObject({ from: now - 120_000, to: now });
  });
});
