import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { GateState } from "../gate/gate-run.ts";
import type { PersonaVersionId, TenantId } from "../ids.ts";
import { readAdvisories } from "../lifecycle/advisory.ts";
import type { AdvisoryView, Severity } from "../lifecycle/advisory.ts";
import type { DeskListing } from "./author-desk.ts";
import { readMissing } from "./missing.ts";
import type { Missing } from "./missing.ts";
import type { ListingRow } from "./own-listing-row.ts";
import { readPublisherTasks } from "./publisher-tasks.ts";

/** `path`: `publisher/name`, or the publisher's slug where it concerns all that it publishes. */
type About = { readonly path: string; readonly title: string };

/** One thing an author should do. */
export type DeskTask =
  | (About & { readonly kind: "finish-draft"; readonly missing: readonly Missing[] })
  | (About & {
      readonly kind: "gate-refused";
      readonly version: number;
      readonly personaVersionId: PersonaVersionId;
      readonly state: GateState;
    })
  | (About & {
      readonly kind: "fix-advisory";
      readonly advisoryId: string;
      readonly severity: Severity;
      readonly says: string;
    })
  | (About & { readonly kind: "answer-reviews"; readonly count: number })
  | (About & { readonly kind: "verify-domain"; readonly domain: string | null; readonly failing: boolean })
  | (About & { readonly kind: "make-keyring" });

type Desk = {
  readonly rows: readonly ListingRow[];
  readonly listings: readonly DeskListing[];
  readonly tenantId: TenantId;
};

const order = [
  "fix-advisory",
  "gate-refused",
  "answer-reviews",
  "finish-draft",
  "make-keyring",
  "verify-domain",
] as const satisfies readonly DeskTask["kind"][];

/** Everything that needs doing, what concerns fleets first. */
export async function readTasks(tx: Tx, { rows, listings, tenantId }: Desk): Promise<readonly DeskTask[]> {
  const advisories = await readAdvisories(
    tx,
    rows.map(({ id }) => id),
  );
  const tasks: DeskTask[] = [];
  for (const listing of listings) {
    const about = { path: listing.personaId, title: listing.title };
    tasks.push(...unfixed(advisories, listing).map((task) => ({ ...about, ...task })));
    if (isRefused(listing.gate) && listing.latestState.state === "offered") {
      const { latestVersion: version, latestVersionId: personaVersionId, gate: state } = listing;
      tasks.push({ ...about, kind: "gate-refused", version, personaVersionId, state });
    }
    const row = rows.find(({ id }) => id === listing.listingId);
    if (row?.status === "draft") tasks.push({ ...about, kind: "finish-draft", missing: await readMissing(tx, row) });
  }
  tasks.push(...(await unanswered(tx, listings)), ...(await readPublisherTasks(tx, tenantId)));
  return tasks.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

const isRefused = (state: GateState): boolean =>
  state.kind === "failed" || (state.kind === "judged" && state.verdict === "rejected");

type Unfixed = Omit<Extract<DeskTask, { kind: "fix-advisory" }>, keyof About>;

function unfixed(advisories: readonly AdvisoryView[], { listingId }: DeskListing): readonly Unfixed[] {
  return advisories
    .filter((advisory) => advisory.listingId === listingId && advisory.fixedIn === null)
    .map(({ advisoryId, severity, title: says }) => ({ kind: "fix-advisory", advisoryId, severity, says }));
}

async function unanswered(tx: Tx, listings: readonly DeskListing[]): Promise<readonly DeskTask[]> {
  if (listings.length === 0) return [];
  const { buyerReviewReplies: replies, buyerReviews: reviews } = tables;
  const ids = listings.map(({ listingId }) => listingId);
  const shown = and(isNull(reviews.withdrawnAt), isNull(reviews.hiddenAt), isNull(reviews.voidAt));
  const rows = await tx
    .select({ listingId: reviews.listingId, count: sql<number>`count(*)::integer` })
    .from(reviews)
    .leftJoin(replies, eq(replies.reviewId, reviews.id))
    .where(and(inArray(reviews.listingId, ids), shown, isNull(replies.reviewId)))
    .groupBy(reviews.listingId);
  return rows.flatMap(({ listingId, count }) => {
    const listing = listings.find((each) => each.listingId === listingId);
    if (listing === undefined) return [];
    return [{ kind: "answer-reviews", path: listing.personaId, title: listing.title, count } as const];
  });
}
