/** A set of small numbers. */
export type Bits = Uint32Array;

/** An empty set of numbers below a bound. */
export const emptyBits = (below: number): Bits => new Uint32Array(Math.ceil(below / 32));

export function put(bits: Bits, number: number, isIn: boolean): void {
  const word = number >>> 5;
  const mask = 1 << (number & 31);
  bits[word] = isIn ? (bits[word] ?? 0) | mask : (bits[word] ?? 0) & ~mask;
}

export const has = (bits: Bits, number: number): boolean => (((bits[number >>> 5] ?? 0) >>> (number & 31)) & 1) === 1;

/** What is in all of the sets; at least one. */
export function everyIn([first, ...rest]: readonly [Bits, ...Bits[]]): Bits {
  const both = first.slice();
  for (const set of rest)
    for (let word = 0; word < both.length; word += 1) both[word] = (both[word] ?? 0) & (set[word] ?? 0);
  return both;
}

/** What is in any of the sets; at least one. */
export function anyIn([first, ...rest]: readonly [Bits, ...Bits[]]): Bits {
  const either = first.slice();
  for (const set of rest)
    for (let word = 0; word < either.length; word += 1) either[word] = (either[word] ?? 0) | (set[word] ?? 0);
  return either;
}

/** How many numbers are in both sets. */
export function countBoth(one: Bits, other: Bits): number {
  let count = 0;
  const words = Math.min(one.length, other.length);
  for (let word = 0; word < words; word += 1) {
    const both = (one[word] as number) & (other[word] as number);
    if (both === 0) continue;
    const pairs = both - ((both >>> 1) & 0x5555_5555);
    const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
    count += Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
  }
  return count;
}

export const countOf = (bits: Bits): number => countBoth(bits, bits);

/** Every number in the set, from the smallest. */
export function eachOf(bits: Bits, visit: (number: number) => void): void {
  for (let word = 0; word < bits.length; word += 1) {
    for (let left = bits[word] ?? 0; left !== 0; left &= left - 1) visit((word << 5) + 31 - Math.clz32(left & -left));
  }
}

/** The same set with room for more. */
export function widened(bits: Bits, below: number): Bits {
  const wider = emptyBits(below);
  wider.set(bits);
  return wider;
}
