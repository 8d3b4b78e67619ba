import type { Context } from "@fleet-persona/protocol";
import { expect, it } from "vitest";
import { contextBoard } from "./context-board.ts";

const NOW = 1_790_000_000_000;
const context: Context = {
  type: "context",
  fleetId: "0198f2a0-0000-7000-8000-00000000000f",
  signals: [{ name: "conversion_rate", unit: "ratio", value: 0.03, ageMs: 4_000 }],
  campaigns: [{ name: "sale", startsAt: NOW + 60_000, endsAt: NOW + 120_000, weight: 0.8 }],
  intents: [{ name: "prepare_for_surge", weight: 0.5, from: NOW, until: NOW + 90_000, target: null }],
};

it("contextBoard knows nothing before the hub spoke", () => {
  expect(contextBoard().signals(NOW)).toStrictEqual({});
});

it("contextBoard keeps a value's age and follows plans through time without the hub", () => {
  const board = contextBoard();
  board.heard(context, NOW);
  expect(board.signals(NOW + 1000)).toMatchObject({
    conversion_rate: { value: 0.03, at: NOW - 4_000 },
    campaign_active: { value: 0 },
    campaign_starts_in: { value: 59 },
    "intent.prepare_for_surge": { value: 0.5, at: NOW + 1000 },
    "intent.maintenance": { value: 0 },
  });
  expect(board.signals(NOW + 100_000)).toMatchObject({
    campaign_active: { value: 0.8 },
    "intent.prepare_for_surge": { value: 0 },
  });
});

it("contextBoard does not know for ever what was planned", () => {
  const board = contextBoard();
  board.heard(context, NOW);
  expect(Object.keys(board.signals(NOW + 25 * 3_600_000))).toStrictEqual(["conversion_rate"]);
});
