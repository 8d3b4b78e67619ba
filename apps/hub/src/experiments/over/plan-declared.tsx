import type { ExperimentView } from "@fleet-persona/hub-core";
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
    <section className="card" aria-labelledby="plan-title">
      <div className="card-head">
        <h2 id="plan-title">The plan as declared</h2>
        <p>by {createdBy}, before it ran</p>
      </div>
      <dl className="facts card-body">
        {plan.hypothesis !== "" && (
          <>
            <dt>Expected</dt>
            <dd>{plan.hypothesis}</dd>
          </>
        )}
        <dt>Arms</dt>
        <dd>
          {plan.arms.map(({ name, title, treatment, weight }, index) => (
            <p key={name}>
              <span className="strong">{title}</span>{" "}
              <span className="muted">
                {index === 0 && "control; "}
                {treatmentWords(treatment, (id) => runs.get(id as never) ?? "another version")}
                {weight !== 1 && `; weight ${shownNumber(weight)}`}
              </span>
            </p>
          ))}
        </dd>
        <dt>Decides</dt>
        <dd>
          {goal?.title} {goal?.better === "lower" ? "lower" : "higher"} by{" "}
          {`${shownNumber(plan.minimumEffect * 100)} %`} or more{" "}
          <span className="muted">({goal === undefined ? "" : measureWords(goal.measure)})</span>
        </dd>
        <dt>Guardrails</dt>
        <dd>
          {plan.guardrails.length === 0 && "none"}
          {plan.guardrails.map((guardrail) => {
            const metric = plan.metrics.find(({ name }) => name === guardrail.metric);
            return (
              <p key={guardrail.metric}>
                {metric?.title ?? guardrail.metric} {guardrailWords(guardrail, metric ?? { unit: "" })}
              </p>
            );
          })}
        </dd>
        <Reckoning experiment={experiment} />
      </dl>
    </section>
  );
}

function Reckoning({ experiment: { plan } }: Props) {
  const { design, minS, maxS, aaS, preS, ramp, holdout, explore } = plan;
  const steps = ramp.map(({ percent: share, leastS }) => `${share} % (${durationPhrase(leastS)})`);
  return (
    <>
      <dt>Design</dt>
      <dd>
        {design.kind === "hosts"
          ? `hosts, by stable hash; ramp ${steps.join(", ")}`
          : `switchback in blocks of ${durationPhrase(design.blockS)}, ${durationPhrase(design.washOutS)} wash-out`}
      </dd>
      <dt>Time</dt>
      <dd>
        {durationPhrase(minS)} at least, {durationPhrase(maxS)} at most
        {aaS > 0 && `; A/A for ${durationPhrase(aaS)} first`}
        {preS > 0 && `; ${durationPhrase(preS)} before it as each unit's baseline (CUPED)`}
      </dd>
      <dt>Certainty</dt>
      <dd>
        alpha {shownNumber(plan.alpha)}, <Term of="power" /> {shownNumber(plan.power)},{" "}
        {plan.correction === "holm" ? "Holm" : "Benjamini-Hochberg"} over the comparisons
      </dd>
      <dt>A winner</dt>
      <dd>
        {plan.confirm ? "is confirmed on fresh units, then " : ""}
        {plan.promote === "automatic" ? "is promoted by itself" : "waits for a person"}
        {holdout.percent > 0 && holdout.days > 0 && `; ${holdout.percent} % held out for ${holdout.days} days`}
      </dd>
      {explore !== null && (
        <>
          <dt>Explores</dt>
          <dd>arms but the control draw from the policy's weights every {durationPhrase(explore.everyS)}</dd>
        </>
      )}
    </>
  );
}
