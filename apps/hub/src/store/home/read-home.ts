import {
  bestForIntents,
  countListed,
  listGateFigures,
  listNewlyMeasured,
  searchListings,
} from "@fleet-persona/hub-core";
import type { Intent, StoreRow } from "@fleet-persona/hub-core";
import { askPublic } from "../../trpc/ask.ts";
import { remember } from "./remember.ts";
import { shownEffect } from "./shown-effect.ts";
import type { ShownEffect } from "./shown-effect.ts";

/** A wish, what serves it best today, and by how much. */
export type IntentShown = {
  readonly intent: Intent;
  readonly best: { readonly row: StoreRow; readonly effect: ShownEffect | null } | null;
};

export type Home = {
  readonly intents: readonly IntentShown[];
  readonly verified: readonly StoreRow[];
  readonly measured: readonly StoreRow[];
  readonly listed: number;
};

const shownAtOnce = 5;

// The same for everybody, and read by whoever comes: a few seconds old is young enough.
const keptMs = 5_000;

/** What the store's first page shows. */
export const readHome = remember(keptMs, readHomeNow);

async function readHomeNow(): Promise<Home> {
  const [found, verified, measured, listed] = await Promise.all([
    askPublic(bestForIntents, { limit: 1 }),
    askPublic(searchListings, { grades: ["passed", "passed-with-remarks"], sort: "newest", limit: shownAtOnce }),
    askPublic(listNewlyMeasured, { limit: shownAtOnce }),
    askPublic(countListed, {}),
  ]);
  const rows = found.flatMap(({ best }) => best.map(({ row }) => row));
  const figures = await askPublic(listGateFigures, {
    personaVersionIds: rows.map(({ latestVersionId }) => latestVersionId),
  });
  const intents = found.map(({ intent, best: [first] }) => {
    if (first === undefined) return { intent, best: null };
    const { row } = first;
    return { intent, best: { row, effect: shownEffect(row, figures[rows.indexOf(row)] ?? [], intent.best) } };
  });
  return { intents, verified: verified.rows, measured, listed };
}
