/** Deterministic work that no compiler can drop: the caller sends the result out. */
export function busy(iterations: number, seed: number): number {
  let state = (seed | 0) ^ 0x2545f491;
  for (let index = 0; index < iterations; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state = Math.imul(state, 0x01000193);
  }
  return state >>> 0;
}

/** Iterations that take one CPU millisecond on this machine: the best of several turns, measured in CPU time, not on the clock. */
export function calibrate(turns = 9, turnMs = 20): number {
  let best = 0;
  let iterations = 100_000;
  for (let turn = 0; turn < turns + 3; turn += 1) {
    const before = process.cpuUsage();
    busy(iterations, turn);
    const used = process.cpuUsage(before);
    const ms = Math.max(0.05, (used.user + used.system) / 1000);
    if (turn >= 3) best = Math.max(best, iterations / ms); // the first turns warm up the compiler
    iterations = Math.max(10_000, Math.round((iterations / ms) * turnMs));
  }
  return best;
}
