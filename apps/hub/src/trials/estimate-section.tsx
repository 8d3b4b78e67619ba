import type { Estimate, SimulatedFigures } from "@fleet-persona/hub-core";
import { Card, CardBody, CardFoot, CardHead } from "../ui/card.tsx";
import { percent, shownNumber } from "../ui/figures.ts";
import { Notice } from "../ui/notice.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { hoursPhrase, effectSentence, errorSentence } from "./trial-words.ts";

type Estimated = Extract<Estimate, { kind: "estimate" }>;

/** The effect by the simulator fitted to the fleet, always with its own error; or why none is shown. */
export function EstimateSection({ estimate }: { readonly estimate: Estimate }) {
  return (
    <Card aria-labelledby="estimate-title">
      <CardHead id="estimate-title" title="Estimated effect" note="by a simulator fitted to this fleet's recording" />
      {estimate.kind === "estimate" ? <Shown estimate={estimate} /> : <NotShown estimate={estimate} />}
    </Card>
  );
}

function Shown({ estimate }: { readonly estimate: Estimated }) {
  const { trained_seconds, held_back, fitted, left_out } = estimate;
  return (
    <>
      <CardBody className="grid gap-3 *:min-w-0">
        <p className="text-20 font-medium">{sentence(effectSentence(estimate))}</p>
        <Notice tone="warn">
          <span>
            {errorSentence(estimate)} Take differences of that size for none: it is an estimate, and shadow on your live
            traffic is the proof.
          </span>
        </Notice>
      </CardBody>
      <FiguresTable estimate={estimate} />
      <CardFoot>
        Fitted on {hoursPhrase(trained_seconds / 60)} of recording, judged and compared on{" "}
        {hoursPhrase(held_back.simulated_seconds / 60)} of the last day or third, which it had not seen. The model:{" "}
        {shownNumber(fitted.cpu_ms_per_request)} ms of CPU a request, {fitted.servers}{" "}
        {fitted.servers === 1 ? "server" : "servers"}, {fitted.service} costs, {fitted.discipline.replace("-", " ")},{" "}
        {fitted.cpu === "quota" ? "CPU by quota" : "CPU shared out evenly"}
        {fitted.cacheable > 0 && `, ${percent(fitted.cacheable)} of the requests cacheable`}.{" "}
        {left_out.length > 0 &&
          `Left out, because the simulator does not know what it does here: ${left_out.join(", ")}.`}
      </CardFoot>
    </>
  );
}

function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
}

function FiguresTable({ estimate: { as_it_was: was, candidate, objective } }: { readonly estimate: Estimated }) {
  const rows: readonly (readonly [label: string, read: (figures: SimulatedFigures) => string])[] = [
    [
      `Seconds in breach (p95 over ${objective.p95_ms} ms or more than ${percent(objective.error_share)} failed)`,
      (figures) => shownNumber(figures.breach_seconds),
    ],
    ["p95, ms", (figures) => shownNumber(figures.p95_ms)],
    ["Core-seconds allocated", (figures) => shownNumber(figures.core_seconds)],
    ["Failed requests", (figures) => percent(figures.error_share, 2)],
  ];
  return (
    <Table caption="Simulated figures">
      <thead>
        <tr>
          <Th>Simulated</Th>
          <Th num>As it was</Th>
          <Th num>With it</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, read]) => (
          <tr key={label}>
            <Th scope="row">{label}</Th>
            <Td num>{read(was)}</Td>
            <Td num>{read(candidate)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function NotShown({ estimate }: { readonly estimate: Extract<Estimate, { kind: "none" }> }) {
  return (
    <CardBody className="grid gap-3 *:min-w-0">
      <p className="text-20 font-medium">No estimate</p>
      <p>{estimate.message}</p>
      <p className="text-muted text-13">
        An effect is shown only where the fitted simulator misses p95 by 30 % at most and the CPU used by 20 % at most
        (medians) on the part of the recording that it had not seen. People act on differences of a fifth and more; a
        simulator that errs by more than that could not tell such a difference from its own error. The replay above does
        not depend on it.
      </p>
    </CardBody>
  );
}
