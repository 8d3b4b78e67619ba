import type { Signals } from "@fleet-persona/engine";
import type { AttributeValue } from "@fleet-persona/persona";
import type { Step, Target, TargetDescription } from "../targets/target.ts";
import { TargetError } from "../targets/target-error.ts";

/** A service in memory whose every weakness can be switched on. */
export type ToyTarget = Target & {
  config: Record<string, AttributeValue>;
  signals: Record<string, number | undefined>;
  /** Every value that was ever set, in order. */
  readonly written: { attribute: string; value: AttributeValue }[];
  readonly faults: {
    down: boolean;
    slowMs: number;
    failStep: string | null;
    failUndo: boolean;
    ignoreWrites: boolean;
    failReads: number;
  };
};

export function toyTarget(): ToyTarget {
  const config: ToyTarget["config"] = { workers: 2, cache: "short" };
  const signals: ToyTarget["signals"] = { request_rate: 100, latency_p95: 40 };
  const written: ToyTarget["written"] = [];
  const faults: ToyTarget["faults"] = {
    down: false,
    slowMs: 0,
    failStep: null,
    failUndo: false,
    ignoreWrites: false,
    failReads: 0,
  };
  const toy = { config, signals, written, faults };
  return {
    name: "toy",
    ...toy,
    describe: async () => {
      await answer(toy);
      return DESCRIPTION;
    },
    observe: async (now): Promise<Signals> => {
      await answer(toy);
      const seen = Object.entries(signals).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, { value, at: now }] as const],
      );
      return Object.fromEntries(seen);
    },
    read: async () => {
      await answer(toy);
      if (faults.failReads === 0) return { ...config };
      faults.failReads -= 1;
      throw new TargetError("unreachable", "the read was cut off");
    },
    plan: async (to) => {
      await answer(toy);
      const wanted = Object.entries(to).filter(([name, value]) => config[name] !== value);
      return wanted.map(([name, value]) => stepTo(toy, name, value));
    },
    close: () => Promise.resolve(),
  };
}

const DESCRIPTION: TargetDescription = {
  name: "toy",
  version: "1",
  attributes: [
    { name: "workers", kind: "range", min: 1, max: 16 },
    { name: "cache", kind: "choices", allowed: ["off", "short", "long"] },
  ],
  cannot: [],
};

type Toy = Pick<ToyTarget, "config" | "signals" | "written" | "faults">;

async function answer({ faults }: Toy): Promise<void> {
  if (faults.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.slowMs));
  if (faults.down) throw new TargetError("unreachable", "the toy is down");
}

function stepTo(toy: Toy, attribute: string, value: AttributeValue): Step {
  const write = (next: AttributeValue): void => {
    toy.written.push({ attribute, value: next });
    if (!toy.faults.ignoreWrites) toy.config[attribute] = next;
  };
  return {
    attribute,
    summary: `${attribute} to ${String(value)}`,
    apply: async () => {
      await answer(toy);
      if (toy.faults.failStep === attribute) throw new TargetError("refused", `${attribute} was refused`);
      const before = toy.config[attribute] ?? 0;
      write(value);
      return async () => {
        await answer(toy);
        if (toy.faults.failUndo) throw new TargetError("refused", `${attribute} cannot go back`);
        write(before);
      };
    },
  };
}
