import type { Interval } from "./breach.ts";
import type { DecisionRow } from "./live-source.ts";
import { guardWords, handoverWords, reasonWords } from "./words.ts";

export type MarkKind = "grow" | "shrink" | "switch" | "followed" | "rolled-back" | "stopped" | "undone" | "failed";

/** What a mark shows when several fall on one spot: the one a person must not miss. */
const LOUDNESS: Record<MarkKind, number> = {
  stopped: 7,
  "rolled-back": 6,
  undone: 5,
  failed: 4,
  followed: 3,
  switch: 2,
  grow: 1,
  shrink: 0,
};

/** Glyph and word of each kind; state is never colour alone. */
export const MARKS: Record<MarkKind, { readonly glyph: string; readonly word: string }> = {
  grow: { glyph: "▲", word: "grew" },
  shrink: { glyph: "▼", word: "shrank" },
  switch: { glyph: "◆", word: "switched" },
  followed: { glyph: "⇄", word: "followed the leader" },
  "rolled-back": { glyph: "↺", word: "took a change back" },
  stopped: { glyph: "■", word: "went to the safe configuration" },
  undone: { glyph: "↶", word: "undone" },
  failed: { glyph: "✕", word: "failed" },
};

/** The values a decision moves. */
export function changesIn({ decision }: DecisionRow) {
  return decision.outcome === "adjust" ? decision.verdicts.filter(({ current, final }) => current !== final) : [];
}

// What moved the fleet matters more than which way when it was not a wish of the Persona.
const TOLD: Readonly<Record<string, MarkKind | undefined>> = {
  "kill-switch": "stopped",
  revocation: "stopped",
  guardrail: "rolled-back",
  "follows-leader": "followed",
};

/** The mark of a decision; null when it changed nothing and nothing went wrong. */
export function markOf(row: DecisionRow): MarkKind | null {
  if (row.apply.kind === "undone" || row.apply.kind === "failed") return row.apply.kind;
  const changes = changesIn(row);
  if (changes.length === 0) return null;
  const told = TOLD[row.decision.because];
  if (told !== undefined) return told;
  const directions = new Set(
    changes.map(({ current, final }) =>
      typeof current === "number" && typeof final === "number" ? Math.sign(final - current) : 0,
    ),
  );
  if (directions.size !== 1 || directions.has(0)) return "switch";
  return directions.has(1) ? "grow" : "shrink";
}

/** Marks that share a spot of the row. `rows` oldest first; `at` is the newest. */
export type Cluster = { readonly x: number; readonly kind: MarkKind; readonly rows: readonly DecisionRow[] };

/** Gathers the marked decisions so that no two clusters are closer than `room` pixels. */
export function clusterMarks(rows: readonly DecisionRow[], xOf: (at: number) => number, room: number): Cluster[] {
  const clusters: { x: number; kind: MarkKind; rows: DecisionRow[] }[] = [];
  for (const row of rows) {
    const kind = markOf(row);
    if (!kind) continue;
    const x = xOf(row.at);
    const last = clusters.at(-1);
    if (last && x - last.x < room) {
      last.rows.push(row);
      if (LOUDNESS[kind] > LOUDNESS[last.kind]) last.kind = kind;
    } else clusters.push({ x, kind, rows: [row] });
  }
  return clusters;
}

type StretchKind = "policy" | "held" | "fallback" | "trigger" | "override" | "off";
/** A stretch over which the same thing decided or held for the same reason. */
export type Stretch = Interval & {
  readonly kind: StretchKind;
  readonly label: string;
  readonly rows: readonly DecisionRow[];
};

// Nothing to do is not worth a word; waiting with a wish in hand is.
const QUIET_HOLDS: ReadonlySet<string> = new Set([
  "at-recommendation",
  "at-bounds",
  "within-deadband",
  "nothing-to-steer",
]);

/** Who decided, or what held, over time. Silence longer than `maxGapMs` ends a stretch. */
export function stretchesOf(rows: readonly DecisionRow[], maxGapMs: number): Stretch[] {
  const stretches: { from: number; to: number; kind: StretchKind; label: string; rows: DecisionRow[] }[] = [];
  for (const row of rows) {
    const said = stretchOf(row);
    const last = stretches.at(-1);
    const near = last !== undefined && row.at - last.to <= maxGapMs;
    if (near) last.to = row.at;
    if (near && last.kind === said.kind && last.label === said.label) last.rows.push(row);
    else stretches.push({ from: row.at, to: row.at + 1000, ...said, rows: [row] });
  }
  return stretches;
}

function stretchOf({ decision }: DecisionRow): { kind: StretchKind; label: string } {
  if (decision.mode === "off" || decision.because === "paused")
    return { kind: "off", label: decision.mode === "off" ? "off" : "paused" };
  if (decision.because === "frozen") return { kind: "off", label: `frozen: ${decision.frozenBy ?? "freeze window"}` };
  // Records of older agents have no overrides.
  if ((decision.override ?? null) !== null) return { kind: "override", label: reasonWords(decision.because) };
  if (decision.handover) return { kind: "fallback", label: `fallback: ${handoverWords(decision.handover)}` };
  if (decision.decider === "trigger")
    return {
      kind: "trigger",
      label: `trigger: ${[...(decision.tenantTriggers ?? []), ...decision.triggers].join(", ")}`,
    };
  if (decision.outcome === "hold" && !QUIET_HOLDS.has(decision.because))
    return { kind: "held", label: `held: ${reasonWords(decision.because)}` };
  return { kind: "policy", label: "policy" };
}

/** One line for a list: what moved, or why nothing did. */
export function headlineOf(row: DecisionRow): string {
  if (row.apply.kind === "undone" || row.apply.kind === "failed") return row.apply.because;
  const changes = changesIn(row);
  if (changes.length > 0)
    return changes.map(({ attribute, current, final }) => `${attribute} ${tidy(current)} → ${tidy(final)}`).join(", ");
  const holder = row.decision.verdicts.find(({ heldBy }) => heldBy !== null)?.heldBy;
  return holder ? `${reasonWords(row.decision.because)} (${guardWords(holder)})` : reasonWords(row.decision.because);
}

function tidy(value: number | string | boolean): string {
  return typeof value === "number" ? String(Number(value.toPrecision(3))) : String(value);
}
