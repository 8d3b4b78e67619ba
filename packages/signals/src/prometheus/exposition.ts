import { parseLabels } from "./labels.ts";

/** One sample of a scrape. `at` in ms since the epoch where the exporter gave a time, else null. */
export type PrometheusSample = {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
  readonly at: number | null;
};

/** What a family says it is; names without a `# TYPE` are untyped. */
export type PrometheusType =
  | "counter"
  | "gauge"
  | "histogram"
  | "gaugehistogram"
  | "summary"
  | "untyped"
  | "unknown"
  | "info"
  | "stateset";

export type Exposition =
  | {
      readonly kind: "parsed";
      readonly samples: readonly PrometheusSample[];
      readonly types: ReadonlyMap<string, PrometheusType>;
    }
  | { readonly kind: "refused"; readonly code: ExpositionRefusal; readonly line: number; readonly message: string };

export type ExpositionRefusal = "line-malformed" | "too-many-samples" | "not-complete";

export type ExpositionOptions = {
  /** `text` is format 0.0.4 (times in ms); OpenMetrics has times in seconds, exemplars and a `# EOF` that must be there. */
  readonly format: "text" | "openmetrics";
  /** Only samples whose name it accepts are read further than the name; absent: all. */
  readonly wanted?: (name: string) => boolean;
  readonly maxSamples?: number;
};

const TYPES: ReadonlySet<string> = new Set([
  "counter",
  "gauge",
  "histogram",
  "gaugehistogram",
  "summary",
  "untyped",
  "unknown",
  "info",
  "stateset",
]);
const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const TYPE_LINE = /^#[ \t]+TYPE[ \t]+([a-zA-Z_:][a-zA-Z0-9_:]*)[ \t]+(\w+)[ \t]*$/;
const NUMBER = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[iI]nf(?:inity)?|NaN|nan)$/;
const MOST_SAMPLES = 50_000;

/**
 * Reads what an exporter answered: Prometheus's text format 0.0.4 or OpenMetrics 1.0. A malformed line refuses the whole
 * scrape, as Prometheus does: half a scrape would look like a restart. Help texts, units and exemplars are left out.
 */
export function parseExposition(text: string, options: ExpositionOptions): Exposition {
  const { format, wanted, maxSamples = MOST_SAMPLES } = options;
  const samples: PrometheusSample[] = [];
  const types = new Map<string, PrometheusType>();
  let complete = format === "text";
  let from = 0;
  for (let line = 1; from < text.length; line += 1) {
    const newline = text.indexOf("\n", from);
    const end = newline === -1 ? text.length : newline;
    const trimmed = text.slice(from, end).trim();
    from = end + 1;
    if (trimmed === "") continue;
    if (trimmed.startsWith("#")) {
      if (trimmed === "# EOF") complete = true;
      const [, name, type] = TYPE_LINE.exec(trimmed) ?? [];
      if (name !== undefined && type !== undefined && TYPES.has(type)) types.set(name, type as PrometheusType);
      continue;
    }
    const sample = parseSample(trimmed, format, wanted);
    if (sample === "malformed")
      return refused("line-malformed", line, `Line ${line} is no sample: ${trimmed.slice(0, 80)}`);
    if (sample === null) continue;
    if (samples.length >= maxSamples)
      return refused("too-many-samples", line, `The scrape has more than ${maxSamples} wanted samples.`);
    samples.push(sample);
  }
  if (!complete) return refused("not-complete", 0, "The scrape does not end with # EOF: it was cut off.");
  return { kind: "parsed", samples, types };
}

function refused(code: ExpositionRefusal, line: number, message: string): Exposition {
  return { kind: "refused", code, line, message };
}

function parseSample(
  line: string,
  format: ExpositionOptions["format"],
  wanted: ExpositionOptions["wanted"],
): PrometheusSample | "malformed" | null {
  NAME.lastIndex = 0;
  const name = NAME.exec(line)?.[0];
  if (name === undefined) return "malformed";
  if (wanted !== undefined && !wanted(name)) return null;
  const labelled = parseLabels(line, skipBlanks(line, name.length));
  if (labelled === null) return "malformed";
  const rest = line.slice(labelled.end);
  const exemplar = format === "openmetrics" ? rest.indexOf(" # ") : -1;
  const fields = (exemplar === -1 ? rest : rest.slice(0, exemplar)).trim().split(/[ \t]+/);
  const [value = "", time] = fields;
  if (fields.length > 2 || !NUMBER.test(value)) return "malformed";
  if (time === undefined) return { name, labels: labelled.labels, value: numberOf(value), at: null };
  if (!NUMBER.test(time)) return "malformed";
  const at = numberOf(time) * (format === "openmetrics" ? 1000 : 1);
  return Number.isFinite(at) ? { name, labels: labelled.labels, value: numberOf(value), at } : "malformed";
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (line[at] === " " || line[at] === "\t") at += 1;
  return at;
}

function numberOf(text: string): number {
  const lower = text.toLowerCase();
  if (lower === "nan") return Number.NaN;
  if (lower.endsWith("inf") || lower.endsWith("infinity")) return lower.startsWith("-") ? -Infinity : Infinity;
  return Number(text);
}
