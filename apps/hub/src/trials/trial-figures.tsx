import type { TrialReport } from "@fleet-persona/hub-core";
import { percent } from "../ui/figures.ts";
import { Figure } from "../ui/figure.tsx";

/** The four figures of a replay, each with what it means. */
export function TrialFigures({ report: { shadow } }: { readonly report: TrialReport }) {
  const figures = [
    ["Agreement", percent(shadow.agreement), "attributes as they were, numbers within a tenth of their range"],
    ["Held by guards", percent(shadow.guard_share), "decisions in which a guard kept it from what it wanted"],
    ["Fallback", percent(shadow.fallback_share), "decisions that its fallback would have made"],
    ["Confidence", shadow.mean_confidence.toFixed(2), "mean, 0 to 1, on this traffic"],
  ] as const;
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(150px,1fr))] gap-4 border-b border-line p-4">
      {figures.map(([name, figure, meaning]) => (
        <Figure key={name} label={name} value={figure} note={meaning} />
      ))}
    </div>
  );
}
