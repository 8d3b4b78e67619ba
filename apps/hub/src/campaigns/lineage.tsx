import type { Tried } from "@fleet-persona/experiments";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { classes } from "../ui/classes.ts";
import { gainFigure, gainInterval } from "./campaign-words.ts";

type Props = { readonly tried: readonly Tried[]; readonly gained: number };

const dot = "mt-[3px] size-3.5 rounded-full border-2";
const step =
  "relative grid grid-cols-[14px_minmax(0,1fr)] gap-3 pb-4 last:pb-0 not-last:before:absolute not-last:before:top-3.5 " +
  "not-last:before:-bottom-1 not-last:before:left-1.5 not-last:before:w-0.5 not-last:before:bg-line-strong not-last:before:content-['']";

/** The winners, each the control of what came after it. */
export function Lineage({ tried, gained }: Props) {
  const winners = tried.filter(({ promoted }) => promoted);
  return (
    <Card aria-labelledby="lineage-title">
      <CardHead id="lineage-title" title="Line of winners">
        {winners.length > 0 && <p>{gainFigure(gained)} in all</p>}
      </CardHead>
      <CardBody>
        <ol role="list" className="grid">
          <li className={step}>
            <span className={classes(dot, "border-line-strong bg-raised")} aria-hidden="true" />
            <span className="text-13">What was in charge at the start</span>
          </li>
          {winners.map(({ key, round, title, effect }) => (
            <li key={`${round}-${key}`} className={step}>
              <span className={classes(dot, "border-good bg-good")} aria-hidden="true" />
              <span className="text-13">
                <span className="font-medium">{title}</span>
                {effect !== null && (
                  <span className="text-muted">
                    {" "}
                    {gainFigure(effect.estimate)} ({gainInterval(effect)})
                  </span>
                )}
              </span>
            </li>
          ))}
        </ol>
        {winners.length === 0 && <p className="text-13 text-muted mt-2">Nothing won yet: it is still in charge.</p>}
      </CardBody>
    </Card>
  );
}
