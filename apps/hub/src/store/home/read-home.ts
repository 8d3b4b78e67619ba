import {
  bestForIntents,
  countListed,
  listGateFigures,
  listNewlyMeasured,
  searchListings,
} from "@fleet-persona/hub-core";
import type { Intent, StoreRow } from "@fleet-persona/hub-core";
import { askPublic } from "../../trpc/ask.ts";
import { rememberFor } from "../remember-for.ts";
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

const rememberedMs = 5_000;

/** What the store's first page shows: to everybody the same, so it is read once in a while and not for each of them. */
export const readHome: () => Promise<Home> = rememberFor(rememberedMs, readAfresh);

async function readAfresh(): Promise<Home> {
  const [found, verified, measured, listed] = await Promise.all([
    askPublic(bestForIntents, { limit: 1 }),
    askPublic(searchListings, { grades: ["passed"], sort: "newest", limit: shownAtOnce }),
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
