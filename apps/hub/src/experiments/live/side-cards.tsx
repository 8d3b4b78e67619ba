import type { ExperimentView } from "@fleet-persona/hub-core";
import { Card, CardBody, CardHead } from "../../ui/card.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { shownNumber } from "../../ui/figures.ts";
import { Notice } from "../../ui/notice.tsx";
import { ShareBar } from "../../ui/share-bar.tsx";
import { GuardrailBars } from "../charts/guardrail-bars.tsx";
import { durationPhrase } from "../duration-words.ts";
import { isEarly } from "../status-words.ts";
import { Term } from "../term.tsx";
import { ratioRows, ratioSentence } from "./sample-ratio.ts";

type Props = { readonly experiment: ExperimentView };

/** What no arm may worsen, and how near each is to it. */
export function GuardrailCard({ experiment }: Props) {
  const { plan, figures, arms } = experiment;
  const titles = new Map(arms.map(({ name, title }) => [name, title]));
  return (
    <Card aria-labelledby="guardrails-title">
      <CardHead id="guardrails-title" title={<Term of="guardrail">Guardrails</Term>} />
      <CardBody>
        {plan.guardrails.length === 0 ? (
          <p className="text-13 text-muted">None declared: only harm on the goal brings it back.</p>
        ) : figures === null || figures.guardrails.length === 0 ? (
          <p className="text-13 text-muted">{plan.guardrails.length} declared; judged with the first figures.</p>
        ) : (
          <GuardrailBars
            {...{ titles }}
            guardrails={figures.guardrails}
            declared={plan.guardrails}
            metrics={plan.metrics}
            early={isEarly(experiment)}
          />
        )}
      </CardBody>
    </Card>
  );
}

/** Units of each arm against what the plan's weights would give. */
export function RatioCard({ experiment }: Props) {
  const { figures, plan } = experiment;
  const rows = ratioRows(experiment);
  const broken = figures?.faults.some(({ code }) => code === "sample-ratio") ?? false;
  const units = plan.design.kind === "hosts" ? "hosts" : "blocks";
  const said = ratioSentence(figures?.sampleRatioP ?? null, broken);
  return (
    <Card aria-labelledby="ratio-title">
      <CardHead
        id="ratio-title"
        title={<Term of="sample ratio">Sample ratio</Term>}
        note={<>{units}, dealt and expected</>}
      />
      <CardBody className="grid gap-3">
        <ul role="list" className="grid gap-1.5">
          {rows.map(({ name, title, actual, expected, actualShare, expectedShare }) => (
            <li
              key={name}
              className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_max-content] items-center gap-2 text-13"
            >
              <span className="truncate" title={title}>
                {title}
              </span>
              <ShareBar share={actualShare} mark={expectedShare} />
              <span className="font-mono text-12 whitespace-nowrap tabular-nums">
                {actual} of {expected === null ? "–" : shownNumber(expected)}
              </span>
            </li>
          ))}
        </ul>
        {broken ? <Notice tone="bad">{said}</Notice> : <p className="text-12 text-muted">{said}</p>}
      </CardBody>
    </Card>
  );
}

/** How much of its time is spent. */
export function TimeCard({ experiment: { stage, plan } }: Props) {
  if (stage === null) return null;
  const { runningS, minS, maxS, measuredS } = stage;
  const all = Math.max(maxS, runningS, 1);
  return (
    <Card aria-labelledby="time-title">
      <CardHead id="time-title" title="Time" note="measured, pauses apart" />
      <CardBody className="grid gap-3">
        <ShareBar
          share={runningS / all}
          mark={minS / all}
          label={`${durationPhrase(runningS)} of at most ${durationPhrase(maxS)}`}
          className="h-2.5"
        />
        <Facts>
          <Fact term="This stage">{durationPhrase(measuredS)}</Fact>
          <Fact term="In all">
            {durationPhrase(runningS)} of {durationPhrase(minS)} at least, {durationPhrase(maxS)} at most
          </Fact>
          {plan.design.kind === "switchback" && (
            <Fact term="Blocks">
              {durationPhrase(plan.design.blockS)} each, {durationPhrase(plan.design.washOutS)} <Term of="wash-out" />
            </Fact>
          )}
        </Facts>
      </CardBody>
    </Card>
  );
}
