"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { fromAddress, toAddress, unchanged, type Scenario } from "./scenario.ts";

export type ScenarioState = {
  /** The decision of the moment, as `host.epoch.seq`; null while none is chosen. */
  readonly moment: string | null;
  readonly scenario: Scenario;
  readonly change: (change: Partial<Scenario>) => void;
  readonly setSignal: (name: string, value: number | null | undefined) => void;
  readonly setBound: (name: string, bound: Scenario["bounds"][string] | undefined) => void;
  readonly choose: (moment: string) => void;
  readonly reset: () => void;
};

/** The moment and a person's changes to it, kept in the page's address so that it can be sent to somebody. */
export function useScenario(): ScenarioState {
  const address = useSearchParams();
  const moment = address.get("d");
  const scenario = useMemo(() => fromAddress(new URLSearchParams(address)), [address]);
  const show = useCallback((at: string | null, next: Scenario) => {
    const written = toAddress(next);
    if (at !== null) written.set("d", at);
    window.history.replaceState(null, "", `?${written}`);
  }, []);
  return {
    moment,
    scenario,
    change: (change) => show(moment, { ...scenario, ...change }),
    setSignal: (name, value) => show(moment, { ...scenario, signals: withEntry(scenario.signals, name, value) }),
    setBound: (name, bound) => show(moment, { ...scenario, bounds: withEntry(scenario.bounds, name, bound) }),
    choose: (at) => show(at, scenario),
    reset: () => show(moment, unchanged),
  };
}

function withEntry<Value>(
  record: Readonly<Record<string, Value>>,
  name: string,
  value: Value | undefined,
): Readonly<Record<string, Value>> {
  const { [name]: _, ...others } = record;
  return value === undefined ? others : { ...others, [name]: value };
}
