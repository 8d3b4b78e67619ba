import type { ReviewSubject } from "@fleet-persona/hub-core";
import type { GateReport, GateSeries } from "@fleet-persona/persona";
import { EmptyState } from "../ui/empty-state.tsx";
import { percent, shownNumber } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { words } from "./risks.ts";
import { ScenarioSection } from "./scenario-section.tsx";
import { VerdictChip } from "./verdict-chip.tsx";
import { verdictOf } from "./verdict-words.ts";

type Props = Pick<ReviewSubject, "gate" | "report" | "manifest"> & { readonly series: readonly GateSeries[] };

/** What the gate found: its verdict and reasons, its confidence beside the claim, and every scenario with its baselines. */
export function GateSection({ gate, report, manifest, series }: Props) {
  return (
    <section className="card" id="gate" aria-labelledby="gate-title">
      <div className="card-head">
        <h2 id="gate-title">The gate</h2>
        <span className="row">
          {gate.kind === "judged" && (
            <span className="muted tiny">
              rules {gate.rulesVersion}, <LocalTime at={gate.finishedAt} />
              {gate.runsAgain && ", runs again by newer rules"}
            </span>
          )}
          <VerdictChip gate={gate} />
        </span>
      </div>
      <p className="card-body">{verdictOf(gate).meaning}</p>
      {report === null ? (
        <Unfinished pending={gate.kind === "pending"} />
      ) : (
        <>
          <Reasons reasons={report.reasons} />
          <Confidence claimed={manifest.confidence_score} measured={report.confidence} />
          {report.behaviour === null ? (
            <p className="card-body muted small">Its behaviour was not tried: there are no scenarios to compare.</p>
          ) : (
            <>
              <ScenarioSection
                scenarios={report.behaviour.scenarios}
                series={series}
                attributes={manifest.attributes}
              />
              <Sandbox behaviour={report.behaviour} />
            </>
          )}
        </>
      )}
    </section>
  );
}

function Unfinished({ pending }: { readonly pending: boolean }) {
  if (!pending)
    return (
      <EmptyState title="There is no report">
        The gate tries again when its rules change. Ask the seller to publish anew.
      </EmptyState>
    );
  return (
    <div className="card-body" role="status" aria-label="The gate is at work">
      <span className="skeleton skeleton-line w-3/5" />
      <span className="skeleton skeleton-line w-4/5" />
      <span className="skeleton skeleton-block" />
    </div>
  );
}

const tones = { reject: "notice notice-bad", quarantine: "notice notice-warn", note: "notice" } as const;

function Reasons({ reasons }: Pick<GateReport, "reasons">) {
  if (reasons.length === 0) return null;
  return (
    <ul role="list" className="stack stack-small gate-reasons" aria-label="The gate's reasons">
      {reasons.map(({ severity, code, message }) => (
        <li key={code + message} className={tones[severity]}>
          <span>
            <span className="strong">{words(code)}.</span> {message}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Confidence({ claimed, measured }: { readonly claimed: number; readonly measured: number }) {
  const bars = [
    ["Claimed by the author", claimed],
    ["Measured by the gate", measured],
  ] as const;
  return (
    <div className="card-body confidence-pair">
      <dl className="bars">
        {bars.map(([name, value]) => (
          <div key={name}>
            <dt className="muted">{name}</dt>
            <dd>
              <meter min={0} max={1} value={value} aria-label={name} /> <span className="figure">{percent(value)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="small muted">
        Confidence scales every step it takes. Agents use the lower of the two, {percent(Math.min(claimed, measured))},
        times how familiar the moment is.
      </p>
    </div>
  );
}

function Sandbox({ behaviour }: { readonly behaviour: NonNullable<GateReport["behaviour"]> }) {
  const { fuzzing, deterministic, latency_us: latency, sandbox } = behaviour;
  const memory = sandbox.peak_memory_mb === null ? "not measured" : `${shownNumber(sandbox.peak_memory_mb)} MB`;
  const facts = [
    ["Fuzzed with", `${shownNumber(fuzzing.cases)} extreme inputs, ${fuzzing.failures.length} failed`],
    ["Same answer in two processes", deterministic ? "yes" : "no"],
    ["Time of a decision", `${shownNumber(latency.p50)} µs, p99 ${shownNumber(latency.p99)} µs`],
    ["Sandbox", sandbox.network_isolated ? "without a network" : "network not cut off on the gate's machine"],
    ["Memory", `${memory} at most, of ${shownNumber(sandbox.memory_limit_mb)} MB allowed`],
  ] as const;
  return (
    <div className="card-body sandbox">
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div className="facts-pair" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {fuzzing.failures.length > 0 && (
        <ul className="small">
          {fuzzing.failures.slice(0, 5).map((failure) => (
            <li key={failure}>{failure}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
