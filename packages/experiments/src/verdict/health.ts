import { SAMPLE_RATIO_ALPHA, sampleRatioP } from "../estimate/sample-ratio.ts";
import type { ExperimentPlan } from "../plan/experiment-plan.ts";
import type { Look } from "./look.ts";
import type { HealthFault } from "./verdict.ts";
import { counted, listed } from "./wording.ts";

/** What makes the figures worthless, found without looking at any effect. */
export function healthFaults(plan: ExperimentPlan, look: Look): readonly HealthFault[] {
  return [
    unitFault(plan, look),
    exposureFault(look),
    ratioFault(plan, look),
    multipleFault(look),
    clockFault(look),
    ...stoppedFaults(plan, look),
    twinFault(plan, look),
  ].filter((fault) => fault !== null);
}

/** p of the enrolled units against the shares of the step; null before there are units. A switchback's arms alternate and are not counted. */
export function ratioP(plan: ExperimentPlan, look: Look): number | null {
  if (plan.design.kind === "switchback") return null;
  const names = plan.arms.map(({ name }) => name);
  return sampleRatioP(
    names.map((name) => Math.max(0, look.enrolled[name] ?? 0)),
    names.map((name) => Math.max(0, look.shares[name] ?? 0)),
  );
}

function ratioFault(plan: ExperimentPlan, look: Look): HealthFault | null {
  const p = ratioP(plan, look);
  if (p === null || p >= SAMPLE_RATIO_ALPHA) return null;
  const counts = plan.arms.map(({ name, title }) => `${title} ${look.enrolled[name] ?? 0}`);
  const sentence = `The hosts are not split as planned (${listed(counts)}); find out which hosts are missing from an arm, or why, and start again.`;
  return { code: "sample-ratio", sentence };
}

function unitFault(plan: ExperimentPlan, look: Look): HealthFault | null {
  if (plan.design.kind === "switchback") return null;
  const enrolled = Object.values(look.enrolled).reduce((sum, count) => sum + Math.max(0, count), 0);
  if (enrolled !== 1) return null;
  const sentence =
    "There is only one host, so nothing can be compared with anything; add hosts, or use a switchback, which compares stretches of time.";
  return { code: "one-unit", sentence };
}

function exposureFault(look: Look): HealthFault | null {
  if (look.observations.some(({ totals }) => Object.values(totals).some(({ frames }) => frames > 0))) return null;
  const sentence =
    "Nothing was measured under any arm yet; see that hosts are connected, have traffic, and that the metrics' columns are among what they send.";
  return { code: "no-exposure", sentence };
}

function multipleFault({ multiplyExposed }: Look): HealthFault | null {
  if (multiplyExposed.length === 0) return null;
  const sentence = `${counted(multiplyExposed, "unit was", "units were")} seen under more than one arm (${listed(multiplyExposed)}); end what else assigns them, or take them out, and start again.`;
  return { code: "multiple-exposure", sentence };
}

function clockFault({ clocksApart }: Look): HealthFault | null {
  if (clocksApart.length === 0) return null;
  const sentence = `${counted(clocksApart, "clock is", "clocks are")} off by more than is allowed (${listed(clocksApart)}), so what was measured cannot be put in its time; set them by NTP.`;
  return { code: "clocks-apart", sentence };
}

/** Only of what decides: the goal and guardrails. */
function stoppedFaults(plan: ExperimentPlan, { stopped }: Look): readonly HealthFault[] {
  const deciding = new Set([plan.goal, ...plan.guardrails.map(({ metric }) => metric)]);
  const titles = new Map(plan.metrics.map(({ name, title }) => [name, title]));
  return [
    ...Map.groupBy(
      stopped.filter(({ metric }) => deciding.has(metric)),
      ({ metric }) => metric,
    ),
  ].map(([metric, gaps]) => ({
    code: "metric-stopped" as const,
    sentence: `${titles.get(metric) ?? metric} is no longer measured on ${listed([...new Set(gaps.map(({ arm }) => arm))])}; mend its source. What was not seen counts as unknown, not as good.`,
  }));
}

function twinFault(plan: ExperimentPlan, look: Look): HealthFault | null {
  if (look.aa) return null;
  const [control, ...others] = plan.arms;
  const twin = others.find(
    (arm) => sameTreatment(arm.treatment, control?.treatment) || sameFigures(look, arm.name, control?.name ?? ""),
  );
  if (twin === undefined) return null;
  const sentence = `${twin.title} and ${control?.title ?? "the control"} are the same, so there is nothing to find; see that the treatment differs and reached the hosts.`;
  return { code: "identical-arms", sentence };
}

const sameTreatment = (a: unknown, b: unknown): boolean => ordered(a) === ordered(b);

/** JSON with its keys in order, so that the same treatment written differently is the same. */
function ordered(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  if (Array.isArray(value)) return `[${value.map(ordered).join(",")}]`;
  return `{${Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${key}:${ordered(inner)}`)
    .join(",")}}`;
}

/** Whether the units of two arms have, taken together, the very same totals, not all of them constant. */
function sameFigures({ observations }: Look, arm: string, control: string): boolean {
  const [own, other] = [arm, control].map((name) => observations.filter((seen) => seen.arm === name));
  if (own === undefined || other === undefined || own.length < 2 || own.length !== other.length) return false;
  // Arms that differ nearly always differ in this number; only then is it worth writing them out.
  if (checksum(own) !== checksum(other)) return false;
  const [texts, others] = [own, other].map((seen) => seen.map(({ totals }) => ordered(totals)).toSorted());
  return new Set(texts).size > 1 && texts?.every((text, index) => text === others?.[index]) === true;
}

const checksum = (seen: Look["observations"]): number =>
  seen
    .map(({ totals }) => Object.values(totals).reduce((sum, own) => sum + own.sum + own.frames, 0))
    .toSorted((a, b) => a - b)
    .reduce((sum, own) => sum + own, 0);
