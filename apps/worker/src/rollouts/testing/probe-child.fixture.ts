import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { serveItems } from "../serve-items.ts";

type Genome = {
  readonly does: "add" | "loop" | "hoard" | "heap" | "throw" | "exit" | "sleep" | "spy";
  readonly ms?: number;
};

const does: Readonly<Record<Genome["does"], (ms: number, genome: Uint8Array, seeds: readonly number[]) => unknown>> = {
  add: async (ms, genome, seeds) => {
    await sleep(ms);
    return { sum: [...genome].reduce((sum, byte) => sum + byte, 0), seeds, third: 1 / 3 };
  },
  sleep: (ms) => sleep(ms),
  loop: () => {
    for (;;);
  },
  hoard: () => {
    for (const hoard: Uint8Array[] = []; ;) hoard.push(new Uint8Array(1_048_576).fill(1));
  },
  heap: () => {
    for (const heap: object[] = []; ;) heap.push({ heap: Array.from({ length: 1_000 }, (_, at) => at + 0.5) });
  },
  throw: () => {
    throw new RangeError("It is no genome.");
  },
  exit: () => process.exit(7),
  spy: () => ({
    env: Object.keys(process.env),
    writes: may(() => writeFileSync(`/tmp/spy-${process.pid}`, "x")),
    spawns: may(() => spawn("/bin/true")),
    pid: process.pid,
  }),
};

// An evaluator that does what a genome says, the worst included.
serveItems(async () => async (genome, seeds) => {
  const asked = JSON.parse(Buffer.from(genome).toString()) as Genome;
  return does[asked.does](asked.ms ?? 0, genome, seeds);
});

function may(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
