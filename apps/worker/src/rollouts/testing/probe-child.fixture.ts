import { setTimeout as sleep } from "node:timers/promises";
import { serveItems } from "../serve-items.ts";

type Genome = {
  readonly does: "add" | "loop" | "hoard" | "heap" | "throw" | "exit" | "sleep" | "spy";
  readonly ms?: number;
};

// An evaluator that does what a genome says, the worst included.
serveItems(async () => async (genome, seeds) => {
  const { does, ms = 0 } = JSON.parse(Buffer.from(genome).toString()) as Genome;
  switch (does) {
    case "add":
      await sleep(ms);
      return { sum: [...genome].reduce((sum, byte) => sum + byte, 0), seeds, third: 1 / 3 };
    case "sleep":
      await sleep(ms);
      return "rested";
    case "loop":
      for (;;);
    case "hoard": {
      const hoard: Uint8Array[] = [];
      for (;;) hoard.push(new Uint8Array(1_048_576).fill(1));
    }
    // eslint-disable-next-line no-fallthrough
    case "heap": {
      const heap: object[] = [];
      for (;;) heap.push({ heap: Array.from({ length: 1_000 }, (_, at) => at + 0.5) });
    }
    // eslint-disable-next-line no-fallthrough
    case "throw":
      throw new RangeError("It is no genome.");
    case "exit":
      return process.exit(7);
    case "spy": {
      const { writeFileSync } = await import("node:fs");
      const { spawn } = await import("node:child_process");
      const may = (attempt: () => unknown): boolean => {
        try {
          attempt();
          return true;
        } catch {
          return false;
        }
      };
      const writes = may(() => writeFileSync(`/tmp/spy-${process.pid}`, "x"));
      const spawns = may(() => spawn("/bin/true"));
      return { env: Object.keys(process.env), writes, spawns, pid: process.pid };
    }
  }
});
