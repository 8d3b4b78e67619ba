import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import { versionId } from "../gate/gate-run.ts";
import type { GateState } from "../gate/gate-run.ts";
import { readGateState } from "../gate/read-gate.ts";
import { readOffers } from "../lifecycle/read-offers.ts";
import type { ListingRow } from "./own-listing-row.ts";

export type MissingCode =
  | "nothing-offered"
  | "gate-pending"
  | "gate-failed"
  | "gate-rejected"
  | "card-too-short"
  | "price-missing";

/** One thing a draft still needs before it can be listed, and what to do about it. */
export type Missing = { readonly code: MissingCode; readonly message: string };

/** Words a card must have at least: who buys has nothing else to read. */
export const leastCardWords = 20;

/** What a listing still needs; empty when it can be listed. */
export async function readMissing(tx: Tx, listing: ListingRow): Promise<readonly Missing[]> {
  const offer = (await readOffers(tx, [listing])).get(listing.id)?.offer ?? null;
  const found: Missing[] = [];
  if (offer === null)
    found.push({
      code: "nothing-offered",
      message: "No version is offered: restore one or publish a new one.",
    });
  else {
    const verdict = missingVerdict(await readGateState(tx, offer.personaVersionId));
    if (verdict !== null) found.push(verdict);
    const words = await countCardWords(tx, offer.personaVersionId);
    if (words < leastCardWords) found.push({ code: "card-too-short", message: cardSentence(words) });
  }
  if (listing.termsSetAt === null)
    found.push({ code: "price-missing", message: "It has no price yet: set one, or make it free." });
  return found;
}

function missingVerdict(state: GateState): Missing | null {
  if (state.kind === "pending")
    return { code: "gate-pending", message: "The gate has not finished with it: wait for its verdict." };
  if (state.kind === "failed")
    return {
      code: "gate-failed",
      message: "The gate could not judge it: publish a new version, or ask whoever runs this hub.",
    };
  if (state.verdict !== "rejected") return null;
  return { code: "gate-rejected", message: "The gate rejected it: mend what it names and publish a new version." };
}

const cardSentence = (words: number): string =>
  `Its card has ${words} ${words === 1 ? "word" : "words"}; ${leastCardWords} or more should say who it is for and who not. The card is signed: publish a new version.`;

async function countCardWords(tx: Tx, personaVersionId: string): Promise<number> {
  const { personaVersions } = tables;
  const [row] = await tx
    .select({ card: personaVersions.card })
    .from(personaVersions)
    .where(eq(personaVersions.id, versionId(personaVersionId)));
  return row?.card.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}
