import type { Tried } from "@fleet-persona/experiments";
import Link from "next/link";
import { barScale } from "../experiments/charts/bar-scale.ts";
import type { BarScale } from "../experiments/charts/bar-scale.ts";
import { IntervalBar } from "../experiments/charts/interval-bar.tsx";
import { VerdictBadge } from "../experiments/status-badge.tsx";
import { gainFigure, gainInterval } from "./campaign-words.ts";

type Props = { readonly tried: readonly Tried[]; readonly goal: { readonly title: string } };

/** Every variation in the order in which it was tried, its effect with its interval on one scale; right of the middle is better. */
export function TriedSection({ tried, goal }: Props) {
  const scale = barScale(
    tried.flatMap(({ effect }) => effect ?? []),
    0.05,
  );
  return (
    <section className="card" aria-labelledby="tried-title">
      <div className="card-head">
        <h2 id="tried-title">What was tried</h2>
        <p>effect on {goal.title} beside what was in charge then; right is better</p>
      </div>
      {tried.length === 0 ? (
        <p className="card-body muted small">Nothing has been measured yet.</p>
      ) : (
        <ol role="list" className="cp-tried">
          {tried.map((each) => (
            <TriedRow key={`${each.round}-${each.key}`} tried={each} goal={goal} scale={scale} />
          ))}
        </ol>
      )}
    </section>
  );
}

type RowProps = { readonly tried: Tried; readonly goal: Props["goal"]; readonly scale: BarScale };

function TriedRow({ tried, goal, scale }: RowProps) {
  const { round, title, verdict, effect, promoted, experimentId, sentence } = tried;
  return (
    <li data-promoted={promoted}>
      <span className="mono tiny muted cp-round" title={`round ${round}`}>
        {round}
      </span>
      <div className="cp-tried-what">
        <p className="row">
          <Link className="small strong" href={`/experiments/${experimentId}`} title={sentence}>
            {title}
          </Link>
          {promoted ? <span className="badge badge-good">Adopted</span> : <VerdictBadge verdict={verdict} />}
        </p>
      </div>
      {effect === null ? (
        <span className="muted small cp-tried-bar">not measured</span>
      ) : (
        <span className="cp-tried-bar">
          <IntervalBar
            interval={effect}
            scale={scale}
            on="relative"
            metric={{ title: goal.title, unit: "", better: "higher" }}
          />
        </span>
      )}
      <span className="figure small cp-tried-figure">
        {effect === null ? "–" : gainFigure(effect.estimate)}
        {effect !== null && <span className="tiny muted">{gainInterval(effect)}</span>}
      </span>
    </li>
  );
}
