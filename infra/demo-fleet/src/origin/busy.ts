import { crc32 } from "node:zlib";

// Checksums in native code: a loop in JavaScript took half or twice as long whenever the compiler changed its mind.
const block = Buffer.alloc(8 * 1024, "the quick brown fox jumps over the lazy dog ");

/** Deterministic work: `rounds` checksums of 8 KiB, each from the result of the one before. The caller sends the result out. */
export function busy(rounds: number, seed: number): number {
  let sum = seed >>> 0;
  for (let round = 0; round < rounds; round += 1) sum = crc32(block, sum);
  return sum;
}

/** Rounds that take one CPU millisecond on this machine: the best of several turns, measured in CPU time, not on the clock. */
export function calibrate(turns = 24, turnMs = 10): number {
  let best = 0;
  let rounds = 1_000;
  for (let turn = 0; turn < turns + 3; turn += 1) {
    const before = process.cpuUsage();
    busy(rounds, turn);
    const used = process.cpuUsage(before);
    const ms = Math.max(0.05, (used.user + used.system) / 1000);
    if (turn >= 3) best = Math.max(best, rounds / ms); // the first turns warm up
    rounds = Math.max(100, Math.round((rounds / ms) * turnMs));
  }
  return best;
}
