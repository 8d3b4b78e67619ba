import type { FamilyEffect } from "@fleet-persona/hub-core";
import Link from "next/link";
import { barScale } from "../experiments/charts/bar-scale.ts";
import { intervalFigure, relativeFigure } from "../experiments/effect-words.ts";
import { shownNumber } from "../ui/figures.ts";
import { IntervalBar } from "../ui/interval-bar.tsx";

const said: Record<FamilyEffect["by"], string> = {
  own: "your own experiment",
  published: "reported by another tenant's enrolled agents",
  author: "the author's estimate, before it ran",
};

/** One effect beside a parent, with its interval and who says so. */
export function EffectLine({ effect }: { readonly effect: FamilyEffect }) {
  const { by, what, better, scale, comparedWith, experimentId } = effect;
  const interval = effect.effect;
  const figure =
    scale === "share"
      ? relativeFigure(interval.estimate)
      : `${interval.estimate > 0 ? "+" : ""}${shownNumber(interval.estimate)}`;
  const between =
    scale === "share" ? intervalFigure(interval, "relative", "") : intervalFigure(interval, "absolute", "");
  const { reach } = barScale([interval], scale === "share" ? 0.05 : 1e-6);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-2">
      <span className="font-mono text-13 font-medium tabular-nums">{figure}</span>
      <span className="w-24">
        <IntervalBar
          {...interval}
          from={-reach}
          to={reach}
          better={better === "lower" ? "less" : "more"}
          label={`${what} ${figure}, ${between}`}
        />
      </span>
      <span className="min-w-55 flex-1 text-12 text-muted">
        {between} on {what}, beside {comparedWith}:{" "}
        {by === "own" && experimentId !== null ? (
          <Link href={`/experiments/${experimentId}`}>{said[by]}</Link>
        ) : (
          said[by]
        )}
      </span>
    </div>
  );
}
