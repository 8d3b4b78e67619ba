import type { ReviewSubject } from "@fleet-persona/hub-core";
import type { GateReport, GateSeries } from "@fleet-persona/persona";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Fact, Facts } from "../ui/facts.tsx";
import { percent, shownNumber } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { Row } from "../ui/row.tsx";
import { ShareBar } from "../ui/share-bar.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Stack } from "../ui/stack.tsx";
import { words } from "./risks.ts";
import { ScenarioSection } from "./scenario-section.tsx";
import { VerdictChip } from "./verdict-chip.tsx";
import { verdictOf } from "./verdict-words.ts";

type Props = Pick<ReviewSubject, "gate" | "report" | "manifest"> & { readonly series: readonly GateSeries[] };

/** What the gate found: its verdict and reasons, its confidence beside the claim, and every scenario with its baselines. */
export function GateSection({ gate, report, manifest, series }: Props) {
  return (
    <Card id="gate" aria-labelledby="gate-title">
      <CardHead id="gate-title" title="The gate">
        <Row as="span">
          {gate.kind === "judged" && (
            <span className="text-12 text-muted">
              rules {gate.rulesVersion}, <LocalTime at={gate.finishedAt} />
              {gate.runsAgain && ", runs again by newer rules"}
            </span>
          )}
          <VerdictChip gate={gate} />
        </Row>
      </CardHead>
      <p className="p-4">{verdictOf(gate).meaning}</p>
      {report === null ? (
        <Unfinished pending={gate.kind === "pending"} />
      ) : (
        <>
          <Reasons reasons={report.reasons} />
          <Confidence claimed={manifest.confidence_score} measured={report.confidence} />
          {report.behaviour === null ? (
            <p className="p-4 text-13 text-muted">Its behaviour was not tried: there are no scenarios to compare.</p>
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
    </Card>
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
    <CardBody role="status" aria-label="The gate is at work">
      <Skeleton className="w-3/5" />
      <Skeleton className="w-4/5" />
      <Skeleton shape="block" />
    </CardBody>
  );
}

const tones = { reject: "bad", quarantine: "warn", note: "neutral" } as const;

function Reasons({ reasons }: Pick<GateReport, "reasons">) {
  if (reasons.length === 0) return null;
  return (
    <Stack role="list" as="ul" gap="small" className="p-4 pt-0" aria-label="The gate's reasons">
      {reasons.map(({ severity, code, message }) => (
        <li key={code + message}>
          <Notice tone={tones[severity]} role={undefined}>
            <span className="font-medium">{words(code)}.</span> {message}
          </Notice>
        </li>
      ))}
    </Stack>
  );
}

function Confidence({ claimed, measured }: { readonly claimed: number; readonly measured: number }) {
  const bars = [
    ["Claimed by the author", claimed],
    ["Measured by the gate", measured],
  ] as const;
  return (
    <CardBody className="grid items-center gap-x-8 gap-y-4 border-t border-line md:grid-cols-2">
      <dl className="grid gap-3 text-13">
        {bars.map(([name, value]) => (
          <div key={name}>
            <dt className="text-muted">{name}</dt>
            <dd className="flex items-center gap-3">
              <ShareBar share={value} className="flex-1" />
              <span className="font-mono text-[0.93em] whitespace-nowrap tabular-nums">{percent(value)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-13 text-muted">
        Confidence scales every step it takes. Agents use the lower of the two, {percent(Math.min(claimed, measured))},
        times how familiar the moment is.
      </p>
    </CardBody>
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
    <CardBody className="border-t border-line">
      <Facts>
        {facts.map(([name, value]) => (
          <Fact key={name} term={name}>
            {value}
          </Fact>
        ))}
      </Facts>
      {fuzzing.failures.length > 0 && (
        <ul className="text-13">
          {fuzzing.failures.slice(0, 5).map((failure) => (
            <li key={failure}>{failure}</li>
          ))}
        </ul>
      )}
    </CardBody>
  );
}
