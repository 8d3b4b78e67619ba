import type { FamilyEffect } from "@fleet-persona/hub-core";
import Link from "next/link";
import { barScale } from "../experiments/charts/bar-scale.ts";
import { IntervalBar } from "../experiments/charts/interval-bar.tsx";
import { intervalFigure, relativeFigure } from "../experiments/effect-words.ts";
import { shownNumber } from "../ui/figures.ts";

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
  const metric = { title: what, unit: "", better };
  return (
    <div className="fam-effect">
      <span className="figure small strong">{figure}</span>
      <IntervalBar
        interval={interval}
        scale={barScale([interval], scale === "share" ? 0.05 : 1e-6)}
        on={scale === "share" ? "relative" : "absolute"}
        metric={metric}
        className="max-w-24"
      />
      <span className="tiny muted">
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
