import type { ExperimentView } from "@fleet-persona/hub-core";

export type RatioRow = {
  readonly name: string;
  readonly title: string;
  readonly actual: number;
  /** By the arms' weights; null while nobody is dealt. */
  readonly expected: number | null;
  /** Shares of all units, 0..1. */
  readonly actualShare: number;
  readonly expectedShare: number;
};

/** Units of each arm against what the weights of the plan would give. Dropped arms took units until they went, and count. */
export function ratioRows({ armViews, plan }: Pick<ExperimentView, "armViews" | "plan">): readonly RatioRow[] {
  const all = armViews.reduce((sum, { dealt }) => sum + dealt, 0);
  const weights = new Map(plan.arms.map(({ name, weight }) => [name, weight]));
  const total = plan.arms.reduce((sum, { weight }) => sum + weight, 0);
  return armViews.map(({ name, title, dealt }) => {
    const expectedShare = (weights.get(name) ?? 0) / total;
    return {
      name,
      title,
      actual: dealt,
      expected: all === 0 ? null : expectedShare * all,
      actualShare: all === 0 ? 0 : dealt / all,
      expectedShare,
    };
  });
}

/** What p of the sample ratio says, in a sentence. */
export function ratioSentence(p: number | null, broken: boolean): string {
  if (p === null) return "Checked once there are units with figures.";
  if (broken)
    return `p ${shownP(p)}: the counts do not fit the plan. Do not trust the figures until the cause is found.`;
  return `p ${shownP(p)}: the counts fit the plan.`;
}

/** "0.62", "0.004", "< 0.001". */
export function shownP(p: number): string {
  if (!Number.isFinite(p)) return "–";
  return p < 0.001 ? "< 0.001" : String(Number(p.toPrecision(2)));
}
