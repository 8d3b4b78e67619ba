import { STANDARD_SIGNALS, standardSignal, type StandardSignal } from "@fleet-persona/signals";

// What the simulator gives; a test asks it. The rest of the standard names are real, but nothing to train on.
const SIMULATED = [
  "request_rate",
  "latency_p50",
  "latency_p95",
  "latency_p99",
  "error_rate",
  "throughput",
  "queue_depth",
  "cpu_utilisation",
  "cache_hit_ratio",
  "mobile_share",
  "search_share",
  "checkout_share",
  "session_depth",
  "conversion_rate",
  "revenue_rate",
  "time_of_day.sin",
  "time_of_day.cos",
  "day_of_week.sin",
  "day_of_week.cos",
  "campaign_active",
  "campaign_starts_in",
] as const;

// What the engine derives from a signal that was asked for.
const DERIVED = [
  "trend",
  ...["10s", "1m", "5m", "15m", "1h"].flatMap((horizon) => [`forecast_${horizon}`, `forecast_${horizon}_deviation`]),
  "forecast_error",
  "persistence_error",
];

/** Every name a project may use, before anything is derived. */
export const KNOWN_SIGNALS: readonly string[] = SIMULATED;

/** Why a project cannot use this signal, and what to write instead; null when it can. */
export function signalFault(name: string): string | null {
  const { base, derived } = split(name);
  if (derived !== null && !DERIVED.includes(derived)) {
    return `${name} is no derived signal: write ${base}.${nearest(derived, DERIVED)[0] ?? "trend"}`;
  }
  if ((SIMULATED as readonly string[]).includes(base)) return null;
  if (base.startsWith("intent.")) {
    return `${base} is declared by people, and nobody declares anything in a simulated scenario: leave it out; intent: says what it is for`;
  }
  const near = nearest(base, SIMULATED);
  const instead = near.length === 0 ? `known are ${SIMULATED.join(", ")}` : `did you mean ${near.join(" or ")}?`;
  return standardSignal(base) === undefined
    ? `there is no signal ${base}: ${instead}`
    : `${base} is not something the simulator gives, so nothing can be learned from it: leave it out (${instead})`;
}

/** What is known about a signal or about the one it is derived from. */
export function standardOf(name: string): StandardSignal | undefined {
  return standardSignal(split(name).base) ?? STANDARD_SIGNALS.find(({ pattern }) => pattern === name);
}

/** The signal that this one is derived from, and how. */
function split(name: string): { base: string; derived: string | null } {
  const at = name.lastIndexOf(".");
  const last = name.slice(at + 1);
  const isDerived = at > 0 && /^(?:trend|forecast|persistence)/.test(last);
  return isDerived ? { base: name.slice(0, at), derived: last } : { base: name, derived: null };
}

/** The two known words nearest to a word, of those that are near. */
export function nearest(word: string, known: readonly string[]): readonly string[] {
  const limit = Math.max(2, Math.ceil(word.length / 2));
  return known
    .map((name) => ({ name, edits: edits(word, name) }))
    .filter((each) => each.edits <= limit)
    .toSorted((a, b) => a.edits - b.edits)
    .slice(0, 2)
    .map(({ name }) => name);
}

/** Letters to put in, take out or change (Levenshtein, 1966). */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
