import type { Signals } from "@fleet-persona/engine";

/** What a person declared: a name in lower-case words joined by dashes, how strongly (0 to 1), and from when to when (ms). */
export type DeclaredIntent = {
  readonly name: string;
  readonly weight: number;
  readonly startsAt: number;
  /** Null: until it is withdrawn. */
  readonly endsAt: number | null;
};

/** The intents every Persona may rely on being told about (DESIGN 2). */
export const STANDARD_INTENTS = [
  "optimise-for-mobile",
  "prepare-for-surge",
  "minimise-cost",
  "protect-checkout",
  "maintenance",
] as const;

/** `optimise-for-mobile` is the signal `intent.optimise_for_mobile`. */
export function intentSignalName(intent: string): string {
  return `intent.${intent.replaceAll("-", "_")}`;
}

/**
 * `intent.*`: the weight inside an intent's window, 0 outside, the strongest where the same one is declared twice. Every
 * standard intent is there: nobody having declared it is known. Call it only with intents that were delivered.
 */
export function intentSignals(intents: readonly DeclaredIntent[], now: number): Signals {
  const values = new Map<string, number>(STANDARD_INTENTS.map((name) => [intentSignalName(name), 0]));
  for (const { name, weight, startsAt, endsAt } of intents) {
    const signal = intentSignalName(name);
    const holds = startsAt <= now && (endsAt === null || now < endsAt);
    values.set(signal, Math.max(values.get(signal) ?? 0, holds ? Math.min(1, Math.max(0, weight)) : 0));
  }
  return Object.fromEntries([...values].map(([name, value]) => [name, { value, at: now }]));
}
