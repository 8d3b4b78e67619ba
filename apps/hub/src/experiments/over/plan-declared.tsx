import type { ExperimentView } from "@fleet-persona/hub-core";
import { Card, CardHead } from "../../ui/card.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { shownNumber } from "../../ui/figures.ts";
import { durationPhrase } from "../duration-words.ts";
import { guardrailWords, measureWords, treatmentWords } from "../plan/measure-words.ts";
import { Term } from "../term.tsx";

type Props = { readonly experiment: ExperimentView };

/** The plan as it was declared: what is not here was not decided by the data afterwards. */
export function PlanDeclared({ experiment }: Props) {
  const { plan, createdBy, armViews } = experiment;
  const goal = plan.metrics.find(({ name }) => name === plan.goal);
  const runs = new Map(armViews.map(({ personaVersionId, runs: words }) => [personaVersionId, words]));
  return (
    <Card aria-labelledby="plan-title">
      <CardHead id="plan-title" title="The plan as declared" note={<>by {createdBy}, before it ran</>} />
      <Facts className="p-4">
        {plan.hypothesis !== "" && <Fact term="Expected">{plan.hypothesis}</Fact>}
        <Fact term="Arms">
          {plan.arms.map(({ name, title, treatment, weight }, index) => (
            <p key={name}>
              <span className="font-medium">{title}</span>{" "}
              <span className="text-muted">
                {index === 0 && "control; "}
                {treatmentWords(treatment, (id) => runs.get(id as never) ?? "another version")}
                {weight !== 1 && `; weight ${shownNumber(weight)}`}
              </span>
            </p>
          ))}
        </Fact>
        <Fact term="Decides">
          {goal?.title} {goal?.better === "lower" ? "lower" : "higher"} by{" "}
          {`${shownNumber(plan.minimumEffect * 100)} %`} or more{" "}
          <span className="text-muted">({goal === undefined ? "" : measureWords(goal.measure)})</span>
        </Fact>
        <Fact term="Guardrails">
          {plan.guardrails.length === 0 && "none"}
          {plan.guardrails.map((guardrail) => {
            const metric = plan.metrics.find(({ name }) => name === guardrail.metric);
            return (
              <p key={guardrail.metric}>
                {metric?.title ?? guardrail.metric} {guardrailWords(guardrail, metric ?? { unit: "" })}
              </p>
            );
          })}
        </Fact>
        <Reckoning experiment={experiment} />
      </Facts>
    </Card>
  );
}

function Reckoning({ experiment: { plan } }: Props) {
  const { design, minS, maxS, aaS, preS, ramp, holdout, explore } = plan;
  const steps = ramp.map(({ percent: share, leastS }) => `${share} % (${durationPhrase(leastS)})`);
  return (
    <>
      <Fact term="Design">
        {design.kind === "hosts"
          ? `hosts, by stable hash; ramp ${steps.join(", ")}`
          : `switchback in blocks of ${durationPhrase(design.blockS)}, ${durationPhrase(design.washOutS)} wash-out`}
      </Fact>
      <Fact term="Time">
        {durationPhrase(minS)} at least, {durationPhrase(maxS)} at most
        {aaS > 0 && `; A/A for ${durationPhrase(aaS)} first`}
        {preS > 0 && `; ${durationPhrase(preS)} before it as each unit's baseline (CUPED)`}
      </Fact>
      <Fact term="Certainty">
        alpha {shownNumber(plan.alpha)}, <Term of="power" /> {shownNumber(plan.power)},{" "}
        {plan.correction === "holm" ? "Holm" : "Benjamini-Hochberg"} over the comparisons
      </Fact>
      <Fact term="A winner">
        {plan.confirm ? "is confirmed on fresh units, then " : ""}
        {plan.promote === "automatic" ? "is promoted by itself" : "waits for a person"}
        {holdout.percent > 0 && holdout.days > 0 && `; ${holdout.percent} % held out for ${holdout.days} days`}
      </Fact>
      {explore !== null && (
        <Fact term="Explores">
          arms but the control draw from the policy's weights every {durationPhrase(explore.everyS)}
        </Fact>
      )}
    </>
  );
}
