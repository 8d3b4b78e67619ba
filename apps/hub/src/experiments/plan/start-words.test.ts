import { expect, it } from "vitest";
import { startWords } from "./start-words.ts";

it.each([
  ["hosts", 24, "Start on web-eu: 2 arms, 24 hosts"],
  ["hosts", 1, "Start on web-eu: 2 arms, 1 host"],
  ["hosts", null, "Start on web-eu: 2 arms"],
  ["switchback", 24, "Start on web-eu: 2 arms in turns"],
] as const)("startWords of %s on %s hosts is %s", (design, hosts, words) => {
  expect(startWords({ fleetName: "web-eu", arms: 2, design, hosts })).toBe(words);
});
