import { EvidenceChart } from "../evidence/evidence-chart.tsx";
import type { Evidence, EvidenceArm } from "../evidence/read-evidence.ts";
import { shownNumber } from "../ui/figures.ts";
import { effectSentence } from "./effect-sentence.ts";

/** What the author measured. Claimed, and said so, until a gate has repeated it. */
export function EvidenceSection({ evidence }: { readonly evidence: Evidence }) {
  const { arms, facts } = evidence;
  const effect = effectSentence(evidence);
  return (
    <section className="card" id="evidence" aria-labelledby="evidence-title">
      <div className="card-head">
        <h2 id="evidence-title">Evidence</h2>
        <span
          className="badge badge-accent"
          title="The author's own measurement. What the gate measured is on the review page."
        >
          Claimed by the author
        </span>
      </div>
      <div className="card-body stack">
        {arms.length === 0 ? (
          <p className="muted">
            The author's report names no arms to compare. Run it in shadow and judge by your own traffic.
          </p>
        ) : (
          <>
            {effect !== null && <p className="strong">{effect}.</p>}
            <EvidenceChart arms={arms} title="Cost against breach seconds" />
            <EvidenceChart arms={arms} title="Cost against breach seconds" size="narrow" />
            <p className="muted tiny">
              A breach second is a second whose p95 latency was over 150 ms or whose errors were over 1 %. Core-seconds
              are the CPU the servers were allowed. Down and left is better.
            </p>
          </>
        )}
      </div>
      {arms.length > 0 && <ArmsTable arms={arms} />}
      {facts.length > 0 && (
        <dl className="facts card-body">
          {facts.map(({ name, value }) => (
            <div className="facts-pair" key={name}>
              <dt>{name.replaceAll("_", " ")}</dt>
              <dd className="mono tiny">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function ArmsTable({ arms }: { readonly arms: readonly EvidenceArm[] }) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Figures of each arm">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Arm</th>
            <th scope="col" className="num">
              breach, s
            </th>
            <th scope="col" className="num">
              cost, core·s
            </th>
            <th scope="col" className="num">
              p50, ms
            </th>
            <th scope="col" className="num">
              p95, ms
            </th>
            <th scope="col" className="num">
              p99, ms
            </th>
            <th scope="col" className="num">
              errors
            </th>
            <th scope="col" className="num">
              requests
            </th>
          </tr>
        </thead>
        <tbody>
          {arms.map((arm) => (
            <tr key={arm.name}>
              <th scope="row">{arm.name === "persona" ? "this Persona" : arm.name}</th>
              {[arm.breachSeconds, arm.coreSeconds, arm.p50Ms, arm.p95Ms, arm.p99Ms, arm.errors, arm.requests].map(
                (value, index) => (
                  <td className="num" key={index}>
                    {shownNumber(value)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
