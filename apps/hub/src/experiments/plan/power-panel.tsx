"use client";

import type { ExperimentPlan } from "@fleet-persona/experiments";
import type { PowerView } from "@fleet-persona/hub-core";
import { shownNumber } from "../../ui/figures.ts";
import { PowerCurve } from "../charts/power-curve.tsx";
import { durationPhrase } from "../duration-words.ts";
import { Term } from "../term.tsx";

type Props = {
  readonly power: PowerView | undefined;
  readonly plan: ExperimentPlan | null;
  /** Whether a newer answer is on its way. */
  readonly asking: boolean;
  readonly failed: boolean;
};

/** What the plan would find, beside the form and as one types. */
export function PowerPanel({ power, plan, asking, failed }: Props) {
  return (
    <section className="card" aria-labelledby="power-title" aria-busy={asking}>
      <div className="card-head">
        <h2 id="power-title">
          <Term of="power">What it can find</Term>
        </h2>
        <p>{asking ? "reckoning…" : "from what the fleet recorded"}</p>
      </div>
      {failed ? (
        <p className="card-body muted small">The hub could not reckon. It is asked again with the next change.</p>
      ) : power === undefined ? (
        <div className="card-body">
          <span className="skeleton skeleton-block" role="status" aria-label="Reckoning" />
        </div>
      ) : (
        <Found power={power} plan={plan} />
      )}
    </section>
  );
}

function Found({ power, plan }: { readonly power: PowerView; readonly plan: ExperimentPlan | null }) {
  const { detectable, units, unitsNeeded, neededS, sentence, baseline } = power;
  const turns = plan?.design.kind === "switchback";
  const enough = detectable !== null && plan !== null && detectable <= plan.minimumEffect;
  return (
    <div className="card-body stack stack-small">
      <div className="xp-power">
        <span className="xp-big-figure">{detectable === null ? "–" : `${shownNumber(detectable * 100, 2)} %`}</span>
        <span className="muted small">smallest effect found</span>
        {detectable !== null && plan !== null && (
          <span className={enough ? "badge badge-good" : "badge badge-warn"}>
            {enough ? "enough" : `more than the ${shownNumber(plan.minimumEffect * 100)} % you want`}
          </span>
        )}
      </div>
      {detectable !== null && plan !== null && units > 0 && (
        <PowerCurve
          chosen={{ units, effect: detectable }}
          wanted={plan.minimumEffect}
          unitS={plan.design.kind === "switchback" ? plan.design.blockS : null}
        />
      )}
      <dl className="facts">
        <dt>{turns ? "Blocks there are" : "Hosts there are"}</dt>
        <dd className="figure">{shownNumber(units)}</dd>
        <dt>{turns ? "Blocks needed" : "Hosts needed"}</dt>
        <dd className="figure">{shownNumber(unitsNeeded)}</dd>
        <dt>Takes</dt>
        <dd className="figure">{neededS === null ? "–" : durationPhrase(neededS)}</dd>
        {baseline !== null && (
          <>
            <dt>Recorded</dt>
            <dd>
              {durationPhrase(baseline.recordedS)} on {baseline.units} {baseline.units === 1 ? "unit" : "units"}
            </dd>
          </>
        )}
      </dl>
      <p className="small">{sentence}</p>
    </div>
  );
}
