import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, inArray, ne, or, sql } from "drizzle-orm";
import { HubError } from "../hub-error.ts";
import type { TenantId, UserId } from "../ids.ts";
import { visibleText } from "../visible-text.ts";
import { mixesScripts, skeletonOf } from "./confusables.ts";
import { reservedIn } from "./reserved.ts";
import { withStanding } from "./standing.ts";

/** Names that are about to be given. `address`: a slug; `title`: what is shown. */
export type NewNames = {
  readonly kind: "publisher" | "listing";
  readonly tenantId: TenantId;
  readonly userId: UserId;
  /** The publisher whose names these are, or to whom the listing belongs. */
  readonly publisherSlug: string;
  /** Null: it stays as it is. */
  readonly address: string | null;
  readonly title: string | null;
};

type Taken = typeof tables.storeNames.$inferSelect;

// Below this everything is near to everything.
const shortestNear = 5;

/**
 * Refuses names that would be taken for another: `name-unseen` (characters that show nothing), `name-mixed` (two scripts in one word),
 * `name-reserved`, `name-lookalike` (the same at a quick look as another seller's), `name-near` (one letter from one with standing).
 */
export async function requireFreeNames(tx: Tx, names: NewNames): Promise<void> {
  const given = [names.address, names.title].filter((name) => name !== null);
  for (const name of given) refuseUnreadable(name);
  if (!(await mayBearReserved(tx, names))) for (const name of given) refuseReserved(name, names.kind);
  // Two names that look alike are not given at once.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('store-names', 0))`);
  const taken = await namesLike(tx, names, given);
  const standing = await withStanding(tx, taken);
  for (const name of given) {
    for (const other of taken) refuseLikeness(name, other, { names, stands: standing.has(other.thingId) });
  }
}

function refuseUnreadable(name: string): void {
  if (visibleText(name) !== name.normalize("NFC"))
    throw refusal("name-unseen", name, "holds characters that nobody sees; write it with letters alone");
  if (mixesScripts(name))
    throw refusal("name-mixed", name, "mixes letters of two scripts in one word; write each word in one");
}

function refuseReserved(name: string, kind: NewNames["kind"]): void {
  const reserved = reservedIn(name, kind);
  if (reserved === "official")
    throw refusal("name-reserved", name, "sounds as if the platform itself said it; leave such words out");
  if (reserved === "vendor")
    throw refusal(
      "name-reserved",
      name,
      "is the name of a maker of software; take your own, and say in the summary what it is for",
    );
}

function refuseLikeness(
  name: string,
  other: Taken,
  { names, stands }: { readonly names: NewNames; readonly stands: boolean },
): void {
  const same = skeletonOf(name) === other.skeleton;
  // An address stands behind its publisher's: the same word in two of them deceives only where one is known.
  const deceives = names.kind === "publisher" || name === names.title || stands;
  if (same && deceives)
    throw refusal(
      "name-lookalike",
      name,
      `looks the same as “${other.name}” of another seller; choose one that cannot be taken for it`,
    );
  if (!same && stands && other.kind === names.kind && isNear(name, other.skeleton))
    throw refusal(
      "name-near",
      name,
      `is one letter from “${other.name}”, which people know; choose one that cannot be taken for it`,
    );
}

function refusal(code: string, name: string, why: string): HubError {
  return new HubError("refused", `The name “${visibleText(name)}” ${why}.`, code);
}

// A reserved name that the operator gave to somebody is theirs, and so is what they publish under it.
async function mayBearReserved(tx: Tx, { userId, publisherSlug }: NewNames): Promise<boolean> {
  const { reservedNames, users } = tables;
  const rows = await tx
    .select({ slug: reservedNames.slug })
    .from(reservedNames)
    .innerJoin(users, eq(users.email, reservedNames.email))
    .where(and(eq(reservedNames.slug, publisherSlug), eq(users.id, userId)));
  return rows.length > 0;
}

function namesLike(tx: Tx, { kind, tenantId }: NewNames, given: readonly string[]): Promise<Taken[]> {
  const { storeNames } = tables;
  const looks = given.map(skeletonOf).filter((skeleton) => skeleton !== "");
  if (looks.length === 0) return Promise.resolve([]);
  const near = looks.map(
    (skeleton) => sql`(${storeNames.kind} = ${kind} and length(${storeNames.skeleton}) >= ${shortestNear}
      and abs(length(${storeNames.skeleton}) - ${skeleton.length}) <= 1
      and levenshtein_less_equal(left(${storeNames.skeleton}, 200), ${skeleton.slice(0, 200)}, 1) <= 1)`,
  );
  return tx
    .select()
    .from(storeNames)
    .where(and(ne(storeNames.tenantId, tenantId), or(inArray(storeNames.skeleton, looks), ...near)))
    .limit(100);
}

function isNear(name: string, other: string): boolean {
  const skeleton = skeletonOf(name);
  return skeleton.length >= shortestNear && editDistanceAtMostOne(skeleton, other);
}

/** Whether one letter put in, left out or changed makes one text of the other. */
export function editDistanceAtMostOne(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  const rest = long.length === short.length ? short.slice(same + 1) : short.slice(same);
  return rest === long.slice(same + 1);
}
