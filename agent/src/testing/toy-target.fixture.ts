import type { Signals } from "@fleet-persona/engine";
import type { Configuration } from "@fleet-persona/persona";
import type { Step, Target, TargetDescription } from "../targets/target.ts";
import { TargetError } from "../targets/target-error.ts";

/** A service in memory whose every weakness can be switched on. */
export type ToyTarget = Target & {
  config: Record<string, Configuration[string]>;
  signals: Record<string, number | undefined>;
  /** Every value that was ever set, in order. */
  readonly written: { attribute: string; value: Configuration[string] }[];
  readonly faults: { down: boolean; slowMs: number; failStep: string | null; failUndo: boolean; ignoreWrites: boolean; failReads: number };
};

export function toyTarget(): ToyTarget {
  const config: Record<string, Configuration[string]> = { workers: 2, cache: "short" };
  const signals: Record<string, number | undefined> = { request_rate: 100, latency_p95: 40 };
  const written: ToyTarget["written"] = [];
  const faults = { down: false, slowMs: 0, failStep: null as string | null, failUndo: false, ignoreWrites: false, failReads: 0 };
  const answer = async (): Promise<void> => {
    if (faults.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.slowMs));
    if (faults.down) throw new TargetError("unreachable", "the toy is down");
  };
  const write = (attribute: string, value: Configuration[string]): void => {
    written.push({ attribute, value });
    if (!faults.ignoreWrites) config[attribute] = value;
  };
  const stepTo = (attribute: string, value: Configuration[string]): Step => ({
    attribute,
    summary: `${attribute} to ${String(value)}`,
    apply: async () => {
      await answer();
      if (faults.failStep === attribute) throw new TargetError("refused", `${attribute} was refused`);
      const before = config[attribute] ?? 0;
      write(attribute, value);
      return async () => {
        await answer();
        if (faults.failUndo) throw new TargetError("refused", `${attribute} cannot go back`);
        write(attribute, before);
      };
    },
  });
  return {
    name: "toy",
    config,
    signals,
    written,
    faults,
    describe: async (): Promise<TargetDescription> => {
      await answer();
      return {
        name: "toy",
        version: "1",
        attributes: [
          { name: "workers", kind: "range", min: 1, max: 16 },
          { name: "cache", kind: "choices", allowed: ["off", "short", "long"] },
        ],
        cannot: [],
      };
    },
    observe: async (now): Promise<Signals> => {
      await answer();
      const seen = Object.entries(signals).flatMap(([name, value]) => (value === undefined ? [] : [[name, { value, at: now }]]));
      return Object.fromEntries(seen) as Signals;
    },
    read: async () => {
      await answer();
      if (faults.failReads > 0) {
        faults.failReads -= 1;
        throw new TargetError("unreachable", "the read was cut off");
      }
      return { ...config };
    },
    plan: async (to) => {
      await answer();
      return Object.entries(to)
        .filter(([name, value]) => config[name] !== value)
        .map(([name, value]) => stepTo(name, value));
    },
    close: () => Promise.resolve(),
  };
}
