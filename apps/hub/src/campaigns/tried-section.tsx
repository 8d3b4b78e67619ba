import type { Tried } from "@fleet-persona/experiments";
import Link from "next/link";
import { barScale } from "../experiments/charts/bar-scale.ts";
import type { BarScale } from "../experiments/charts/bar-scale.ts";
import { IntervalBar } from "../experiments/charts/interval-bar.tsx";
import { VerdictBadge } from "../experiments/status-badge.tsx";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHead } from "../ui/card.tsx";
import { classes } from "../ui/classes.ts";
import { Row } from "../ui/row.tsx";
import { gainFigure, gainInterval } from "./campaign-words.ts";

type Props = { readonly tried: readonly Tried[]; readonly goal: { readonly title: string } };

/** Every variation in the order in which it was tried, its effect with its interval on one scale; right of the middle is better. */
export function TriedSection({ tried, goal }: Props) {
  const scale = barScale(
    tried.flatMap(({ effect }) => effect ?? []),
    0.05,
  );
  return (
    <Card aria-labelledby="tried-title">
      <CardHead
        id="tried-title"
        title="What was tried"
        note={<>effect on {goal.title} beside what was in charge then; right is better</>}
      />
      {tried.length === 0 ? (
        <p className="p-4 text-13 text-muted">Nothing has been measured yet.</p>
      ) : (
        <ol role="list" className="divide-y divide-line">
          {tried.map((each) => (
            <TriedRow key={`${each.round}-${each.key}`} tried={each} goal={goal} scale={scale} />
          ))}
        </ol>
      )}
    </Card>
  );
}

type RowProps = { readonly tried: Tried; readonly goal: Props["goal"]; readonly scale: BarScale };

function TriedRow({ tried, goal, scale }: RowProps) {
  const { round, title, verdict, effect, promoted, experimentId, sentence } = tried;
  return (
    <li
      className={classes(
        "grid grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-3 px-4 py-2.5 sm:grid-cols-[24px_minmax(0,1fr)_160px_104px]",
        promoted && "bg-good-wash",
      )}
    >
      <span className="font-mono text-12 text-muted" title={`round ${round}`}>
        {round}
      </span>
      <div className="col-span-2 sm:col-span-1">
        <Row as="p">
          <Link className="text-13 font-medium" href={`/experiments/${experimentId}`} title={sentence}>
            {title}
          </Link>
          {promoted ? <Badge tone="good">Adopted</Badge> : <VerdictBadge verdict={verdict} />}
        </Row>
      </div>
      {effect === null ? (
        <span className="col-start-2 text-13 text-muted sm:col-start-auto">not measured</span>
      ) : (
        <span className="col-start-2 sm:col-start-auto">
          <IntervalBar
            interval={effect}
            scale={scale}
            on="relative"
            metric={{ title: goal.title, unit: "", better: "higher" }}
          />
        </span>
      )}
      <span className="font-mono text-13 whitespace-nowrap tabular-nums grid justify-items-end text-right">
        {effect === null ? "–" : gainFigure(effect.estimate)}
        {effect !== null && <span className="text-12 text-muted">{gainInterval(effect)}</span>}
      </span>
    </li>
  );
}
