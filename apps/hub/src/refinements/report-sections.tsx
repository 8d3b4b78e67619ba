import type { DatasetProvenance, OffPolicyView, RefinementReport, RefinementView } from "@fleet-persona/hub-core";
import { barScale } from "../experiments/charts/bar-scale.ts";
import { IntervalBar } from "../experiments/charts/interval-bar.tsx";
import { percent, shownNumber } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { rewardFigure } from "./refinement-words.ts";

type ReportProps = { readonly report: RefinementReport };

/** What the log says of the candidate and of its parent, on hosts that nothing was learned from. */
export function EstimateSection({ report: { evaluation } }: ReportProps) {
  return (
    <section className="card" aria-labelledby="estimate-title">
      <div className="card-head">
        <h2 id="estimate-title">What the log says</h2>
        <p>reward a second beside what explored, on hosts it was not learned from, before anything ran</p>
      </div>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Policy</th>
              <th scope="col">Gain (95 % interval)</th>
              <th scope="col">Chance of a gain</th>
              <th scope="col">Worth of the log</th>
            </tr>
          </thead>
          <tbody>
            <EstimateRow name="Candidate" estimate={evaluation.candidate} />
            <EstimateRow name="Parent's best word" estimate={evaluation.parent} />
          </tbody>
        </table>
      </div>
      <p className="card-body tiny muted">
        Doubly robust off-policy estimate. The worth of the log is its effective sample size: how many stretches, of all
        that were logged, speak of what that policy would have done.
      </p>
    </section>
  );
}

function EstimateRow({ name, estimate }: { readonly name: string; readonly estimate: OffPolicyView }) {
  const { effective, windows, hosts } = estimate.support;
  const worth = `${shownNumber(effective)} of ${windows} stretches, ${hosts} hosts`;
  if (estimate.kind === "refused")
    return (
      <tr>
        <th scope="row">{name}</th>
        <td className="small muted" colSpan={2}>
          no estimate: {estimate.sentence}
        </td>
        <td className="small">{worth}</td>
      </tr>
    );
  const { value, low, high } = estimate.gain;
  const interval = value === null || low === null || high === null ? null : { estimate: value, low, high };
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <span className="row">
          <span className="figure">{rewardFigure(estimate.gain)}</span>
          {interval !== null && (
            <IntervalBar
              interval={interval}
              scale={barScale([interval], 1e-6)}
              on="absolute"
              metric={{ title: "gain", unit: "", better: "higher" }}
              width={110}
            />
          )}
        </span>
      </td>
      <td className="figure">{percent(estimate.chance)}</td>
      <td className="small">{worth}</td>
    </tr>
  );
}

/** What it would do otherwise than its parent. */
export function ChangeSection({ report: { change, training } }: ReportProps) {
  return (
    <section className="card" aria-labelledby="change-title">
      <div className="card-head">
        <h2 id="change-title">What changed</h2>
        <p>
          {training.algorithm}
          {change.divergence !== null && `, ${shownNumber(change.divergence)} nats from its parent on average`}
        </p>
      </div>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Attribute</th>
              <th scope="col">Says something else</th>
              <th scope="col">On average</th>
            </tr>
          </thead>
          <tbody>
            {change.attributes.map(({ name, differs, from, to }) => (
              <tr key={name}>
                <th scope="row" className="mono">
                  {name}
                </th>
                <td>in {percent(differs)} of situations</td>
                <td className="small muted">
                  {from === null || to === null ? "a choice" : `${percent(from)} → ${percent(to)} of its range`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="card-body tiny muted">
        {change.settings.length === 0
          ? "Triggers, bounds and adaptation settings are its parent's."
          : change.settings.map(({ name, from, to }) => `${name} ${from} → ${to}`).join(", ")}
      </p>
    </section>
  );
}

type DatasetProps = { readonly refinement: RefinementView; readonly provenance: DatasetProvenance };

/** Where what it learned from comes from. */
export function DatasetSection({ refinement: { datasetVersion }, provenance }: DatasetProps) {
  const { experiments, tenants, hosts, episodes, steps, personas, from, to } = provenance;
  return (
    <section className="card" aria-labelledby="dataset-title">
      <div className="card-head">
        <h2 id="dataset-title">What it learned from</h2>
        <p>
          <LocalTime at={from} /> to <LocalTime at={to} />
        </p>
      </div>
      <dl className="card-body cp-facts">
        <Fact name="Draws">{steps.toLocaleString("en-GB")}</Fact>
        <Fact name="Stretches">{episodes.toLocaleString("en-GB")}</Fact>
        <Fact name="Hosts">{hosts}</Fact>
        <Fact name="Tenants">{tenants.length}</Fact>
        <Fact name="Experiments">{experiments.length}</Fact>
        <Fact name="Explored by">{personas.map(({ id, version }) => `${id} v${version}`).join(", ")}</Fact>
        <Fact name="Dataset">
          <code title={datasetVersion ?? ""}>{datasetVersion?.slice(0, 16)}…</code>
        </Fact>
      </dl>
      <p className="card-body tiny muted">
        Every tenant in it agreed to this Persona being learned about, and sees this dataset among what its recordings
        were used for. You see neither who they are nor a row of theirs; the rows themselves are not kept.
      </p>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt className="muted tiny">{name}</dt>
      <dd className="small">{children}</dd>
    </div>
  );
}
