import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";

/** A condition on `listing_search s`, and the share of all listings that is expected to meet it. */
export type Condition = { readonly sql: SQL; readonly share: number };

// An index over what most listings have costs more than looking at them.
const commonFrom = 0.3;
const fewBelow = 0.1;

/**
 * All of the conditions. What is common is only looked at, never searched by; unless all of them are common and few listings meet them
 * all, then the rarest is searched by. Not empty.
 */
export function everyOf(conditions: readonly Condition[]): SQL {
  const rarest = Math.min(...conditions.map(({ share }) => share));
  const together = conditions.reduce((product, { share }) => product * share, 1);
  const written = conditions.map((condition) => {
    const searched = condition.share < commonFrom || (condition.share === rarest && together < fewBelow);
    // PostgreSQL reads no index for "is true", and expects as many rows as without.
    return searched ? sql`(${condition.sql})` : sql`(${condition.sql}) is true`;
  });
  return sql.join(written, sql` and `);
}
