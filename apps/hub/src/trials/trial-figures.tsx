import type { TrialReport } from "@fleet-persona/hub-core";
import { percent } from "../ui/figures.ts";

/** The four figures of a replay, each with what it means. */
export function TrialFigures({ report: { shadow } }: { readonly report: TrialReport }) {
  const figures = [
    ["Agreement", percent(shadow.agreement), "attributes as they were, numbers within a tenth of their range"],
    ["Held by guards", percent(shadow.guard_share), "decisions in which a guard kept it from what it wanted"],
    ["Fallback", percent(shadow.fallback_share), "decisions that its fallback would have made"],
    ["Confidence", shadow.mean_confidence.toFixed(2), "mean, 0 to 1, on this traffic"],
  ] as const;
  return (
    <dl className="m-0 grid grid-cols-[repeat(auto-fit,minmax(150px,1fr))] gap-4 border-b border-line p-4 [&_dt]:text-12 [&_dt]:text-muted">
      {figures.map(([name, figure, meaning]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="font-mono text-20 tabular-nums">{figure}</dd>
          <dd className="text-muted text-12">{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
