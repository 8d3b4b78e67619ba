import type { Tried } from "@fleet-persona/experiments";
import { gainFigure, gainInterval } from "./campaign-words.ts";

type Props = { readonly tried: readonly Tried[]; readonly gained: number };

/** The winners, each the control of what came after it. */
export function Lineage({ tried, gained }: Props) {
  const winners = tried.filter(({ promoted }) => promoted);
  return (
    <section className="card" aria-labelledby="lineage-title">
      <div className="card-head">
        <h2 id="lineage-title">Line of winners</h2>
        {winners.length > 0 && <p>{gainFigure(gained)} in all</p>}
      </div>
      <div className="card-body">
        <ol role="list" className="cp-line">
          <li>
            <span className="cp-line-dot" aria-hidden="true" />
            <span className="small">What was in charge at the start</span>
          </li>
          {winners.map(({ key, round, title, effect }) => (
            <li key={`${round}-${key}`}>
              <span className="cp-line-dot cp-line-won" aria-hidden="true" />
              <span className="small">
                <span className="strong">{title}</span>
                {effect !== null && (
                  <span className="muted">
                    {" "}
                    {gainFigure(effect.estimate)} ({gainInterval(effect)})
                  </span>
                )}
              </span>
            </li>
          ))}
        </ol>
        {winners.length === 0 && <p className="muted small cp-line-none">Nothing won yet: it is still in charge.</p>}
      </div>
    </section>
  );
}
