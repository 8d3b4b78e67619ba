import { attributionIn } from "../live/attribution-in.ts";
import { AttributionList } from "../live/attribution-list.tsx";
import type { DecisionRow } from "../live/live-source.ts";
import { guardWords, handoverWords, reasonWords } from "../live/words.ts";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHead } from "../ui/card.tsx";
import { percent, shownNumber, shownValue } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { Row } from "../ui/row.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { Tag } from "../ui/tag.tsx";
import { decisionWord } from "./decision-shown.ts";

/** One decision in full: the sentence, the way of every attribute, what the confidence was made of, what it saw. */
export function DecisionArticle({ row }: { readonly row: DecisionRow }) {
  const { decision, persona } = row;
  const { word, tone } = decisionWord(row);
  return (
    <article className="grid gap-6 *:min-w-0" aria-labelledby="decision-title">
      <header className="grid gap-3 *:min-w-0">
        <Row>
          <Badge tone={tone === "plain" ? "neutral" : tone}>{word}</Badge>
          <span className="text-muted text-13">
            <LocalTime at={row.at} as="full" /> · {row.hostName} ·{" "}
            {persona === null ? "no Persona" : `${persona.id} v${persona.version}`} · mode {decision.mode}
          </span>
        </Row>
        <h2 id="decision-title" className="max-w-[70ch] text-20 leading-[1.4]">
          {row.explanation || reasonWords(decision.because)}
        </h2>
        {decision.handover !== null && (
          <Notice tone="warn">The fallback decided, because {handoverWords(decision.handover)}.</Notice>
        )}
        <ApplyNotice row={row} />
      </header>
      <VerdictSection row={row} />
      <AttributionList attribution={attributionIn(row.decision)} framed />
      <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-2">
        <ConfidenceSection row={row} />
        <SeenSection row={row} />
      </div>
    </article>
  );
}

function ApplyNotice({ row: { apply } }: { readonly row: DecisionRow }) {
  switch (apply.kind) {
    case "none":
      return null;
    case "applied":
      return (
        <Notice tone="good">
          <div>
            Applied and read back in {shownNumber(apply.tookMs)} ms.
            {apply.steps.map((step) => (
              <code className="text-12 mt-0.5 block" key={step}>
                {step}
              </code>
            ))}
          </div>
        </Notice>
      );
    case "undone":
      return <Notice tone="warn">Undone: {apply.because}</Notice>;
    case "failed":
      return <Notice tone="bad">Not applied, and the way back failed too: {apply.because}</Notice>;
    default:
      apply satisfies never;
      return null;
  }
}

function VerdictSection({ row: { decision } }: { readonly row: DecisionRow }) {
  return (
    <Card aria-labelledby="verdicts-title">
      <CardHead
        id="verdicts-title"
        title="From recommendation to value"
        note={
          <>
            deviation {shownNumber(decision.deviationScore)}, a number may move by {percent(decision.magnitude)} of its
            range
          </>
        }
      />
      <Table>
        <thead>
          <tr>
            <Th>Attribute</Th>
            <Th>Was</Th>
            <Th>Recommended</Th>
            <Th>Final</Th>
            <Th>Guards on the way</Th>
          </tr>
        </thead>
        <tbody>
          {decision.verdicts.map((verdict) => (
            <tr key={verdict.attribute}>
              <Th scope="row">
                <code>{verdict.attribute}</code>
              </Th>
              <Td className="font-mono text-12">{shownValue(verdict.current)}</Td>
              <Td className="font-mono text-12">{shownValue(verdict.recommended)}</Td>
              <Td className="font-mono text-12">
                {verdict.final === verdict.current ? (
                  <span className="text-muted">{shownValue(verdict.final)}</span>
                ) : (
                  <strong>{shownValue(verdict.final)}</strong>
                )}
              </Td>
              <Td>
                {verdict.clippedBy.map((guard) => (
                  <Tag key={guard}>clipped by {guardWords(guard)}</Tag>
                ))}{" "}
                {verdict.heldBy !== null && <Tag>held by {guardWords(verdict.heldBy)}</Tag>}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

const factors = [
  ["claimed", "What the author claims"],
  ["distance", "How near the input is to what it was trained on"],
  ["missing", "Share of optional signals that are there"],
  ["entropy", "How decided the policy is"],
] as const;

function ConfidenceSection({ row: { decision } }: { readonly row: DecisionRow }) {
  return (
    <Card aria-labelledby="confidence-title">
      <CardHead id="confidence-title" title="Confidence">
        <span className="font-mono text-[0.93em] whitespace-nowrap tabular-nums font-medium">
          {decision.confidence.total.toFixed(2)}
        </span>
      </CardHead>
      <dl className="min-w-0 p-4 grid gap-3 text-13 [&_dd]:flex [&_dd]:items-center [&_dd]:gap-3">
        {factors.map(([name, meaning]) => (
          <div key={name}>
            <dt>{meaning}</dt>
            <dd>
              <meter min={0} max={1} value={decision.confidence[name]} aria-label={meaning} />
              <span className="font-mono whitespace-nowrap tabular-nums text-12">
                {decision.confidence[name].toFixed(2)}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function SeenSection({ row: { decision } }: { readonly row: DecisionRow }) {
  const seen = Object.entries(decision.signals);
  const unusable = seen.filter(([, value]) => value === null).length;
  return (
    <Card aria-labelledby="seen-title">
      <CardHead
        id="seen-title"
        title="What it saw"
        note={<>{unusable === 0 ? `${seen.length} signals` : `${unusable} of ${seen.length} signals not usable`}</>}
      />
      <dl className="min-w-0 p-4 grid grid-cols-[repeat(auto-fill,minmax(200px,1fr))] gap-x-6 gap-y-1.5 [&>div]:flex [&>div]:items-baseline [&>div]:justify-between [&>div]:gap-2 [&>div]:border-b [&>div]:border-line">
        {seen.map(([name, value]) => (
          <div key={name}>
            <dt>
              <code className="text-12">{name}</code>
            </dt>
            <dd className="font-mono whitespace-nowrap tabular-nums text-12">
              {value === null ? <span className="text-warn">not usable</span> : shownNumber(value)}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
