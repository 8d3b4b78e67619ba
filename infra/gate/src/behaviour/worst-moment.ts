import { toUnit, type Attribute, type AttributeValue, type GateScenario } from "@fleet-persona/persona";
import type { RunSeries } from "@fleet-persona/learning";
import { GATE_RULES } from "../gate-rules.ts";

// Seconds over which a change is measured: what an eye sees as one move on a chart.
const WITHIN_S = 5;

type Move = { readonly at: number; readonly share: number };

/** The five seconds after the warm-up in which a run's configuration went furthest, in words; null when nothing moved. */
export function worstMomentOf(
  attributes: readonly Attribute[],
  seed: number,
  series: RunSeries,
): GateScenario["worst_moment"] {
  let furthest: Move = { at: 0, share: 0 };
  for (let at = 1; at < series.t.length; at += 1) {
    // Until then it leaves the defaults for where it wants to be.
    if ((series.t[at] ?? 0) <= GATE_RULES.warmupS + WITHIN_S) continue;
    const share = attributes.reduce((sum, each) => sum + movedShare(each, series, at), 0);
    if (share > furthest.share) furthest = { at, share };
  }
  if (furthest.share === 0) return null;
  return { seed, at: series.t[furthest.at] ?? 0, what: inWords(attributes, series, furthest.at).slice(0, 500) };
}

function inWords(attributes: readonly Attribute[], series: RunSeries, at: number): string {
  const moves = attributes.flatMap((attribute) => {
    if (movedShare(attribute, series, at) === 0) return [];
    const [from, to] = edgesOf(attribute, series, at);
    return [`${attribute.name} from ${said(from)} to ${said(to)}`];
  });
  const p95 = series.p95_ms[at] ?? null;
  const late = p95 === null ? "nothing was answered" : `p95 was ${Math.round(p95)} ms`;
  const breaches = series.breach.reduce((sum, each) => sum + each, 0);
  return `Within ${WITHIN_S} s it moved ${moves.join(", ")}, at ${series.requests[at] ?? 0} requests a second, while ${late}; the whole run was ${breaches} s in breach.`;
}

function movedShare(attribute: Attribute, series: RunSeries, at: number): number {
  const [from, to] = edgesOf(attribute, series, at);
  if (from === to || from === undefined || to === undefined) return 0;
  if (attribute.kind !== "continuous" && attribute.kind !== "integer") return 1;
  return Math.abs(toUnit(attribute, Number(to)) - toUnit(attribute, Number(from)));
}

function edgesOf(
  { name }: Attribute,
  { config }: RunSeries,
  at: number,
): readonly [AttributeValue | undefined, AttributeValue | undefined] {
  const values = config[name] ?? [];
  return [values[Math.max(0, at - WITHIN_S)], values[at]];
}

function said(value: AttributeValue | undefined): string {
  return typeof value === "number" ? String(Number(value.toPrecision(3))) : String(value);
}
