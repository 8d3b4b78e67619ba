"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { afterQuiet } from "../ui/after-quiet.ts";
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

// A slider moves sixty times a second; browsers refuse an address that changes as often.
const WRITE_MS = 250;

/** The moment and a person's changes to it, kept in the page's address so that it can be sent to somebody. */
export function useScenario(): ScenarioState {
  const address = useSearchParams();
  const [moment, setMoment] = useState(() => address.get("d"));
  const [scenario, setScenario] = useState(() => fromAddress(new URLSearchParams(address)));
  useEffect(
    () =>
      afterQuiet(WRITE_MS, () => {
        const written = toAddress(scenario);
        if (moment !== null) written.set("d", moment);
        window.history.replaceState(null, "", `?${written}`);
      }),
    [moment, scenario],
  );
  const choose = useCallback((at: string) => setMoment(at), []);
  return {
    moment,
    scenario,
    choose,
    change: (change) => setScenario((now) => ({ ...now, ...change })),
    setSignal: (name, value) => setScenario((now) => ({ ...now, signals: withEntry(now.signals, name, value) })),
    setBound: (name, bound) => setScenario((now) => ({ ...now, bounds: withEntry(now.bounds, name, bound) })),
    reset: () => setScenario(unchanged),
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
