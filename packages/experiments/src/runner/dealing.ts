import { stableShare } from "../assignment/stable-hash.ts";

/** Something that is dealt, and its share among all. */
export type Share = { readonly name: string; readonly weight: number };

/** The ids in an order that nobody chose. */
export function shuffled(seed: string, ids: readonly string[]): readonly string[] {
  const keyed = ids.map((id) => [stableShare(`${seed}/${id}`), id] as const);
  return keyed.toSorted(([a, idA], [b, idB]) => a - b || (idA < idB ? -1 : 1)).map(([, id]) => id);
}

/**
 * Whom the next one goes to: who is furthest behind its share, given how many each has. Of equals the draw decides, so that with hosts
 * in shuffled order nobody can foresee an arm, and no fleet is so small that all its hosts land on one.
 */
export function nextOf(shares: readonly Share[], counts: Readonly<Record<string, number>>, draw: number): string {
  const weights = shares.reduce((sum, { weight }) => sum + weight, 0);
  const dealt = shares.reduce((sum, { name }) => sum + (counts[name] ?? 0), 0);
  const behind = shares.map(({ name, weight }) => (weight / weights) * (dealt + 1) - (counts[name] ?? 0));
  const most = Math.max(...behind);
  const equals = shares.filter((_, index) => most - (behind[index] ?? 0) < 1e-9);
  return equals[Math.floor(draw * equals.length)]?.name ?? shares[0]?.name ?? "";
}

// A round holds every arm in its share; more would make rounds so long that they never end.
const longestRound = 20;

/** The arm of a block: rounds in which every arm has its share, each round in an order of its own. */
export function armOfBlock(seed: string, shares: readonly Share[], index: number): string {
  const round = roundOf(shares);
  const number = Math.floor(index / round.length);
  const order = shuffled(
    `${seed}/round-${number}`,
    round.map((_, place) => String(place)),
  );
  return round[Number(order[index % round.length])] ?? shares[0]?.name ?? "";
}

function roundOf(shares: readonly Share[]): readonly string[] {
  const weights = shares.reduce((sum, { weight }) => sum + weight, 0);
  const least = Math.min(...shares.map(({ weight }) => weight / weights));
  const length = Math.max(shares.length, Math.min(longestRound, Math.ceil(1 / least - 1e-9)));
  const counts: Record<string, number> = Object.fromEntries(shares.map(({ name }) => [name, 1]));
  const round = shares.map(({ name }) => name);
  while (round.length < length) {
    const name = nextOf(shares, counts, 0);
    counts[name] = (counts[name] ?? 0) + 1;
    round.push(name);
  }
  return round;
}
