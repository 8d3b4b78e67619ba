"use client";

import type { ExperimentPlan } from "@fleet-persona/experiments";
import type { PowerView } from "@fleet-persona/hub-core";
import { Badge } from "../../ui/badge.tsx";
import { Card, CardBody, CardHead } from "../../ui/card.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { Figure } from "../../ui/figure.tsx";
import { shownNumber } from "../../ui/figures.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { bigFigure } from "../big-figure.ts";
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
    <Card aria-labelledby="power-title" aria-busy={asking}>
      <CardHead
        id="power-title"
        title={<Term of="power">What it can find</Term>}
        note={asking ? "reckoning…" : "from what the fleet recorded"}
      />
      {failed ? (
        <p className="p-4 text-13 text-muted">The hub could not reckon. It is asked again with the next change.</p>
      ) : power === undefined ? (
        <CardBody>
          <Skeleton shape="block" label="Reckoning" />
        </CardBody>
      ) : (
        <Found power={power} plan={plan} />
      )}
    </Card>
  );
}

function Found({ power, plan }: { readonly power: PowerView; readonly plan: ExperimentPlan | null }) {
  const { detectable, units, unitsNeeded, neededS, sentence, baseline } = power;
  const turns = plan?.design.kind === "switchback";
  const enough = detectable !== null && plan !== null && detectable <= plan.minimumEffect;
  return (
    <CardBody className="grid gap-3">
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
        <span className={bigFigure}>{detectable === null ? "–" : `${shownNumber(detectable * 100, 2)} %`}</span>
        <span className="text-13 text-muted">smallest effect found</span>
        {detectable !== null && plan !== null && (
          <Badge tone={enough ? "good" : "warn"}>
            {enough ? "enough" : `more than the ${shownNumber(plan.minimumEffect * 100)} % you want`}
          </Badge>
        )}
      </div>
      {detectable !== null && plan !== null && units > 0 && (
        <PowerCurve
          chosen={{ units, effect: detectable }}
          wanted={plan.minimumEffect}
          unitS={plan.design.kind === "switchback" ? plan.design.blockS : null}
        />
      )}
      <Facts>
        <Fact term={turns ? "Blocks there are" : "Hosts there are"}>
          <Figure value={shownNumber(units)} />
        </Fact>
        <Fact term={turns ? "Blocks needed" : "Hosts needed"}>
          <Figure value={shownNumber(unitsNeeded)} />
        </Fact>
        <Fact term="Takes">
          <Figure value={neededS === null ? "–" : durationPhrase(neededS)} />
        </Fact>
        {baseline !== null && (
          <Fact term="Recorded">
            {durationPhrase(baseline.recordedS)} on {baseline.units} {baseline.units === 1 ? "unit" : "units"}
          </Fact>
        )}
      </Facts>
      <p className="text-13">{sentence}</p>
    </CardBody>
  );
}
