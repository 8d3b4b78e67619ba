/**
 * xoshiro128** (Blackman and Vigna, 2018): four 32-bit words that the caller owns, passes in and may
 * save. Drawing a number advances them in place.
 */
export type Random = { readonly words: Uint32Array };

/** A generator from a seed (its words made by splitmix32, never all zero). */
export function randomFromSeed(seed: number): Random {
  let state = seed >>> 0;
  const words = Uint32Array.from({ length: 4 }, () => {
    state = (state + 0x9e3779b9) >>> 0;
    let word = state ^ (state >>> 16);
    word = Math.imul(word, 0x21f0aaad);
    word ^= word >>> 15;
    word = Math.imul(word, 0x735a2d97);
    return word ^ (word >>> 15);
  });
  return { words };
}

/** The next 32 random bits. */
export function nextUint32({ words }: Random): number {
  const [a, b, c, d] = words as unknown as readonly [number, number, number, number];
  const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
  const mixedC = c ^ a;
  const mixedD = d ^ b;
  words[0] = a ^ mixedD;
  words[1] = b ^ mixedC;
  words[2] = mixedC ^ (b << 9);
  words[3] = rotate(mixedD, 11);
  return result;
}

/** A number in [0, 1). */
export function uniform(random: Random): number {
  return nextUint32(random) / 2 ** 32;
}

/** An integer in [0, limit). The bias of 2⁻³² per value is below anything we can measure. */
export function below(random: Random, limit: number): number {
  return Math.floor(uniform(random) * limit);
}

/** A standard normal number (Box and Muller, 1958). */
export function gaussian(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform(random)));
  return radius * Math.cos(2 * Math.PI * uniform(random));
}

/** The same items in random order (Fisher and Yates). */
export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const copy = [...items];
  for (let at = copy.length - 1; at > 0; at--) {
    const other = below(random, at + 1);
    const held = copy[at] as T;
    copy[at] = copy[other] as T;
    copy[other] = held;
  }
  return copy;
}

function rotate(word: number, by: number): number {
  return ((word << by) | (word >>> (32 - by))) >>> 0;
}
