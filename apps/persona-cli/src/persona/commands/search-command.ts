import { readHub } from "../../fleet/credentials.ts";
import { askHub, understood } from "../../fleet/hub-client.ts";
import { plainText } from "../../command-line/plain-text.ts";
import { oneOf, wholeNumber, type Given } from "../command-line.ts";
import { foundSchema, type Found } from "../store-shapes.ts";
import { priceWords } from "../store-words.ts";
import type { World } from "../world.ts";

/** `persona search WORD …`: what the store has; nobody needs a token for it. Exit code 1 where nothing was found. */
export async function searchCommand(given: Given, world: World): Promise<number> {
  const hub = readHub(world.env);
  const query = new URLSearchParams({
    q: given.words.join(" "),
    limit: String(wholeNumber(given, "limit", 1, 10)),
    sort: oneOf(given, "sort", ["best", "newest", "rating", "price"], "best"),
    ...(given.publisher === undefined ? {} : { publisher: given.publisher }),
    ...(given.free === true ? { prices: "free" } : {}),
    ...(given.passed === true ? { grades: "passed,passed-with-remarks" } : {}),
  });
  const found = await understood(
    await askHub({ hub, token: null }, `/api/v1/store/personas?${query.toString()}`),
    foundSchema,
  );
  if (given.json === true) world.out(`${JSON.stringify(found)}\n`);
  else say(found, world);
  return found.rows.length === 0 ? 1 : 0;
}

function say({ rows, total, more, meant }: Found, world: World): void {
  if (rows.length === 0) {
    world.err("Nothing was found.\n");
    return;
  }
  if (meant !== null) world.err(`Nothing has these words; shown is ${plainText(meant)}.\n`);
  for (const { personaId, latestVersion, title, summary, grade, price, rating, agents } of rows) {
    const stars = rating === null ? "not rated" : `${rating.mean.toFixed(1)} of 5 (${rating.votes})`;
    const facts = [grade, priceWords(price), stars, `${agents} agents`].join("  ");
    world.out(`${plainText(personaId)}@${latestVersion}  ${plainText(title)}\n`);
    world.out(`  ${facts}\n  ${plainText(summary)}\n`);
  }
  const left = total - rows.length;
  if (left > 0) world.err(`${more ? "more than " : ""}${left} more: --limit shows up to 100.\n`);
}
