import { z } from "zod";

/** One way of running the fleet in the author's evaluation. Null where the report does not say. */
export type EvidenceArm = {
  readonly name: string;
  readonly breachSeconds: number;
  readonly coreSeconds: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  readonly errors: number | null;
  readonly requests: number | null;
};

export type Evidence = {
  readonly arms: readonly EvidenceArm[];
  /** Scalar facts of the report that are not arms, in its own order: what was run, how long, with which seeds. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
};

const record = z.record(z.string(), z.unknown());

/** Reads the author's report, which the manifest does not constrain: what cannot be read is left out, never guessed. */
export function readEvidence(evidence: unknown): Evidence {
  const root = record.safeParse(evidence);
  if (!root.success) return { arms: [], facts: [] };
  const arms = findArms(root.data, 0).toSorted((a, b) => rank(a.name) - rank(b.name));
  const facts = Object.entries(root.data).flatMap(([name, value]) => {
    const shown = scalar(value);
    return shown === null ? [] : [{ name, value: shown }];
  });
  return { arms, facts };
}

// Baselines in the order people know them, the Persona last, where the eye ends.
const order = ["default", "static", "reactive", "predictive"];

function rank(name: string): number {
  if (name === "persona") return order.length + 1;
  return order.includes(name) ? order.indexOf(name) : order.length;
}

function findArms(node: unknown, depth: number): readonly EvidenceArm[] {
  const parsed = record.safeParse(node);
  if (!parsed.success || depth > 2) return [];
  const own = "arms" in parsed.data ? armsOf(parsed.data["arms"]) : [];
  if (own.length > 0) return own;
  for (const child of Object.values(parsed.data)) {
    const found = findArms(child, depth + 1);
    if (found.length > 0) return found;
  }
  return [];
}

function armsOf(node: unknown): readonly EvidenceArm[] {
  const entries: readonly (readonly [string, unknown])[] = Array.isArray(node)
    ? node.map((arm: unknown) => [z.object({ name: z.string() }).safeParse(arm).data?.name ?? "", arm])
    : Object.entries(record.safeParse(node).data ?? {});
  return entries.flatMap(([name, arm]) => {
    const figures = record.safeParse(arm).data;
    const breachSeconds = figure(figures, "breachSeconds");
    const coreSeconds = figure(figures, "coreSeconds");
    if (name === "" || breachSeconds === null || coreSeconds === null) return [];
    return [
      {
        name,
        breachSeconds,
        coreSeconds,
        p50Ms: figure(figures, "p50Ms"),
        p95Ms: figure(figures, "p95Ms"),
        p99Ms: figure(figures, "p99Ms"),
        errors: figure(figures, "errors"),
        requests: figure(figures, "requests"),
      },
    ];
  });
}

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

// A figure is a number, or an interval that carries its middle.
function figure(figures: Readonly<Record<string, unknown>> | undefined, name: string): number | null {
  const value = figures?.[name] ?? figures?.[snake(name)];
  const middle =
    typeof value === "object" && value !== null ? (record.parse(value)["value"] ?? record.parse(value)["mean"]) : value;
  return typeof middle === "number" && Number.isFinite(middle) ? middle : null;
}

function scalar(value: unknown): string | null {
  if (typeof value === "string") return value.length <= 300 ? value : null;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value) && value.length <= 12 && value.every((item) => typeof item === "number"))
    return value.join(", ");
  return null;
}

/** How the Persona's arm compares with another: ratios, null where the other is zero. */
export function compareWith(
  evidence: Evidence,
  baseline: string,
): { breach: number | null; cost: number | null } | null {
  const own = evidence.arms.find(({ name }) => name === "persona");
  const other = evidence.arms.find(({ name }) => name === baseline);
  if (own === undefined || other === undefined) return null;
  const ratio = (a: number, b: number): number | null => (b > 0 ? a / b : null);
  return { breach: ratio(own.breachSeconds, other.breachSeconds), cost: ratio(own.coreSeconds, other.coreSeconds) };
}
