import type { Estimate, SimulatedFigures } from "@fleet-persona/hub-core";
import { percent, shownNumber } from "../ui/figures.ts";
import { hoursPhrase, effectSentence, errorSentence } from "./trial-words.ts";

type Estimated = Extract<Estimate, { kind: "estimate" }>;

/** The effect by the simulator fitted to the fleet, always with its own error; or why none is shown. */
export function EstimateSection({ estimate }: { readonly estimate: Estimate }) {
  return (
    <section className="card" aria-labelledby="estimate-title">
      <div className="card-head">
        <h2 id="estimate-title">Estimated effect</h2>
        <p>by a simulator fitted to this fleet's recording</p>
      </div>
      {estimate.kind === "estimate" ? <Shown estimate={estimate} /> : <NotShown estimate={estimate} />}
    </section>
  );
}

function Shown({ estimate }: { readonly estimate: Estimated }) {
  const { trained_seconds, held_back, fitted, left_out } = estimate;
  return (
    <>
      <div className="card-body stack stack-small">
        <p className="trial-verdict">{sentence(effectSentence(estimate))}</p>
        <p className="notice notice-warn">
          <span>
            {errorSentence(estimate)} Take differences of that size for none: it is an estimate, and shadow on your live
            traffic is the proof.
          </span>
        </p>
      </div>
      <FiguresTable estimate={estimate} />
      <div className="card-foot">
        Fitted on {hoursPhrase(trained_seconds / 60)} of recording, judged and compared on{" "}
        {hoursPhrase(held_back.simulated_seconds / 60)} of the last day or third, which it had not seen. The model:{" "}
        {shownNumber(fitted.cpu_ms_per_request)} ms of CPU a request, {fitted.servers}{" "}
        {fitted.servers === 1 ? "server" : "servers"}, {fitted.service} costs, {fitted.discipline.replace("-", " ")},{" "}
        {fitted.cpu === "quota" ? "CPU by quota" : "CPU shared out evenly"}
        {fitted.cacheable > 0 && `, ${percent(fitted.cacheable)} of the requests cacheable`}.{" "}
        {left_out.length > 0 &&
          `Left out, because the simulator does not know what it does here: ${left_out.join(", ")}.`}
      </div>
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
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Simulated</th>
            <th scope="col" className="num">
              As it was
            </th>
            <th scope="col" className="num">
              With it
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, read]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="num">{read(was)}</td>
              <td className="num">{read(candidate)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NotShown({ estimate }: { readonly estimate: Extract<Estimate, { kind: "none" }> }) {
  return (
    <div className="card-body stack stack-small">
      <p className="trial-verdict">No estimate</p>
      <p>{estimate.message}</p>
      <p className="muted small">
        An effect is shown only where the fitted simulator misses p95 by 30 % at most and the CPU used by 20 % at most
        (medians) on the part of the recording that it had not seen. People act on differences of a fifth and more; a
        simulator that errs by more than that could not tell such a difference from its own error. The replay above does
        not depend on it.
      </p>
    </div>
  );
}
