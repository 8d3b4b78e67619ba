import type { SignalReading } from "@fleet-persona/engine";
import { bucketQuantile, type Bucket } from "../bucket-quantile.ts";
import { combined, type MappedSignals } from "../mapped-signals.ts";
import type { PrometheusSample } from "./exposition.ts";
import type { PrometheusRule } from "./rule.ts";
import { parseSelector, type Selector } from "./selector.ts";

/** A counter's last value and its growth since the one before, by series; `at` is when it was scraped. */
export type ScrapeMemory = { readonly at: number | null; readonly counters: ReadonlyMap<string, number> };

export const initialScrapeMemory: ScrapeMemory = { at: null, counters: new Map() };

export type ScrapeMapper = {
  /** For `parseExposition`: whether some rule reads a sample of this name. */
  wanted(name: string): boolean;
  /** `at` in ms since the epoch: when the scrape was taken. What cannot be known (yet) is absent. */
  map(
    memory: ScrapeMemory,
    samples: readonly PrometheusSample[],
    at: number,
  ): MappedSignals & { readonly memory: ScrapeMemory };
};

type Prepared = { readonly rule: PrometheusRule; readonly of: Selector; readonly to: Selector | null };
type Growth = { readonly labels: ReadonlyMap<string, string>; readonly by: number };
type Scrape = {
  readonly samples: readonly PrometheusSample[];
  readonly seconds: number | null;
  readonly counters: Map<string, number>;
  readonly before: ReadonlyMap<string, number>;
};

/** Rules must have come through `prometheusRuleSchema`, which proves their selectors. */
export function scrapeMapper(rules: readonly PrometheusRule[]): ScrapeMapper {
  const prepared = rules.map(prepare);
  const names = new Set(prepared.flatMap(({ of, to }) => (to === null ? [of.name] : [of.name, to.name])));
  return {
    wanted: (name) => names.has(name),
    map(memory, samples, at) {
      const counters = new Map<string, number>();
      const seconds = memory.at === null || at <= memory.at ? null : (at - memory.at) / 1000;
      const scrape: Scrape = { samples, seconds, counters, before: memory.counters };
      const signals: Record<string, SignalReading> = {};
      const problems: string[] = [];
      for (const one of prepared) {
        const value = valueOf(one, scrape);
        if (typeof value === "string") problems.push(value);
        else if (value !== null)
          signals[one.rule.signal] = { value: value * one.rule.scale, at: observedAt(one, samples, at) };
      }
      return { signals, problems, memory: { at, counters } };
    },
  };
}

function prepare(rule: PrometheusRule): Prepared {
  const named = (text: string): Selector => parseSelector(text) ?? { name: "", matches: () => false };
  const of = named(rule.of);
  const to = rule.use === "ratio" || rule.use === "gauge_ratio" ? named(rule.to) : null;
  return {
    rule,
    to,
    of: rule.use === "quantile" ? { name: `${of.name}_bucket`, matches: (labels) => of.matches(labels) } : of,
  };
}

// An exporter that passes on what others measured says when: that is when it was observed, not when we asked.
function observedAt({ of }: Prepared, samples: readonly PrometheusSample[], at: number): number {
  return select(of, samples).reduce((oldest, sample) => Math.min(oldest, sample.at ?? at), at);
}

/** A number, null while it cannot be known, or what is wrong in a sentence. */
function valueOf({ rule, of, to }: Prepared, scrape: Scrape): number | string | null {
  const found = select(of, scrape.samples);
  if (found.length === 0) return `${rule.signal}: the exporter has no series ${rule.of}.`;
  const whole = to === null ? [] : select(to, scrape.samples);
  switch (rule.use) {
    case "gauge":
      return combined(valuesOf(found), rule.combine);
    case "rate": {
      const { seconds } = scrape;
      const grown = growth(found, scrape).map(({ by }) => by);
      return seconds === null ? null : scaled(combined(grown, rule.combine), 1 / seconds);
    }
    case "ratio":
      return share(total(growth(found, scrape)), total(growth(whole, scrape)));
    case "gauge_ratio":
      return share(combined(valuesOf(found), "sum"), combined(valuesOf(whole), "sum"));
    case "quantile":
      return bucketQuantile(bucketsOf(growth(found, scrape)), rule.q);
    default:
      return rule satisfies never;
  }
}

function select(selector: Selector, samples: readonly PrometheusSample[]): readonly PrometheusSample[] {
  return samples.filter(({ name, labels }) => name === selector.name && selector.matches(labels));
}

// A summary without observations says NaN: nothing is known of it.
function valuesOf(samples: readonly PrometheusSample[]): readonly number[] {
  return samples.map(({ value }) => value).filter((value) => Number.isFinite(value));
}

/** How far each series grew since the last scrape. A counter that fell began anew at zero; a new one is not known yet. */
function growth(samples: readonly PrometheusSample[], { counters, before }: Scrape): readonly Growth[] {
  return samples.flatMap(({ name, labels, value }) => {
    if (!Number.isFinite(value)) return [];
    const series = seriesKey(name, labels);
    counters.set(series, value);
    const last = before.get(series);
    return last === undefined ? [] : [{ labels, by: value >= last ? value - last : value }];
  });
}

function total(grown: readonly Growth[]): number | null {
  return combined(
    grown.map(({ by }) => by),
    "sum",
  );
}

function share(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole;
}

function scaled(value: number | null, by: number): number | null {
  return value === null ? null : value * by;
}

/** Cumulative `le` buckets, summed over series, as disjoint ones. */
function bucketsOf(grown: readonly Growth[]): readonly Bucket[] {
  const upTo = new Map<number, number>();
  for (const { labels, by } of grown) {
    const label = labels.get("le") ?? "";
    const le = label === "+Inf" ? Infinity : Number(label);
    if (label !== "" && !Number.isNaN(le)) upTo.set(le, (upTo.get(le) ?? 0) + by);
  }
  const bounds = [...upTo.keys()].toSorted((a, b) => a - b);
  return bounds.map((to, index) => {
    const from = bounds[index - 1] ?? (to > 0 ? 0 : -Infinity);
    const below = index === 0 ? 0 : (upTo.get(bounds[index - 1] ?? 0) ?? 0);
    return { from, to, count: Math.max(0, (upTo.get(to) ?? 0) - below) };
  });
}

function seriesKey(name: string, labels: ReadonlyMap<string, string>): string {
  const sorted = [...labels].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([name, sorted]);
}
