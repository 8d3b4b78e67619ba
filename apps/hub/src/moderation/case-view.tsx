import { reasonTitle } from "@fleet-persona/hub-core";
import type { HoldView, ModerationCase, ThingView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { EarlierWordings } from "../buyer-reviews/earlier-wordings.tsx";
import { reasonOptions } from "../buyer-reviews/report-reasons.ts";
import { Badge } from "../ui/badge.tsx";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Row } from "../ui/row.tsx";
import { Stack } from "../ui/stack.tsx";
import { Stars } from "../ui/stars.tsx";
import { AppealDecision } from "./appeal-decision.tsx";
import { DecideForm } from "./decide-form.tsx";
import { actionWords, kindWords, storeHref } from "./moderation-words.ts";
import { RestoreForm } from "./restore-form.tsx";

/** One case: the thing itself, what is said against it, and the decision. */
export function CaseView({ subject }: { readonly subject: ModerationCase }) {
  const { thing, kind, thingId, reports, holds, log } = subject;
  const open = holds.find(({ restoredAt }) => restoredAt === null);
  return (
    <Stack gap="medium">
      {thing === null ? <p className="text-muted">It is gone.</p> : <ThingCard thing={thing} />}
      {reports.length > 0 && (
        <Card>
          <CardHead
            title={reports.length === 1 ? "1 report" : `${reports.length} reports`}
            note="Each from another tenant"
          />
          <ul className="m-0 list-none divide-y divide-line p-0" role="list">
            {reports.map((report) => (
              <li key={`${report.reportedAt}:${report.reason}`} className="grid gap-1 px-4 py-3">
                <Row className="text-13">
                  <span className="font-medium">{reasonTitle(report.reason)}</span>
                  <span className="text-muted">
                    <LocalTime at={report.reportedAt} />
                  </span>
                </Row>
                {report.note !== "" && <p className="text-13 whitespace-pre-line wrap-anywhere">{report.note}</p>}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {open !== undefined && <HoldCard hold={open} />}
      {thing !== null && open === undefined && (
        <Card>
          <CardHead title="Decide" note="Keys: k keeps, h hides, j and ↓ go to the next" />
          <CardBody>
            <DecideForm thing={{ kind, thingId }} reported={reports.length > 0} reasons={reasonOptions(kind)} />
          </CardBody>
        </Card>
      )}
      {log.length > 0 && <Log log={log} />}
    </Stack>
  );
}

function ThingCard({ thing }: { readonly thing: ThingView }) {
  const href = storeHref(thing.kind, thing.address);
  return (
    <Card>
      <CardHead title={kindWords[thing.kind]} note={thing.address}>
        <Row>
          {thing.hidden && <Badge tone="bad">hidden</Badge>}
          {href !== null && <Link href={href}>See it in the store</Link>}
        </Row>
      </CardHead>
      <CardBody className="grid gap-2">
        <Row>
          {thing.rating !== null && <Stars value={thing.rating} />}
          <h3 className="wrap-anywhere">{thing.title}</h3>
        </Row>
        {thing.body !== "" && <p className="max-w-read whitespace-pre-line wrap-anywhere">{thing.body}</p>}
        <p className="text-12 text-muted">
          <LocalTime at={thing.writtenAt} as="full" />
        </p>
        <EarlierWordings
          wordings={thing.earlier.map((each) => ({
            key: each.writtenAt,
            head: each.title === "" ? null : each.title,
            body: each.body,
            writtenAt: each.writtenAt,
          }))}
        />
      </CardBody>
    </Card>
  );
}

function HoldCard({ hold }: { readonly hold: HoldView & { readonly mine: boolean } }) {
  const { holdId, reason, note, hiddenAt, appeal, mine } = hold;
  const waits = appeal !== null && appeal.outcome === null;
  return (
    <Card>
      <CardHead title={`Hidden: ${reasonTitle(reason)}`} note={<LocalTime at={hiddenAt} as="full" />}>
        {mine && <Badge>by you</Badge>}
      </CardHead>
      <CardBody className="grid gap-4">
        {note !== "" && <p className="whitespace-pre-line wrap-anywhere">{note}</p>}
        {appeal !== null && (
          <blockquote className="m-0 border-l-2 border-line-strong pl-3">
            <p className="text-12 text-muted">
              Its author appealed <LocalTime at={appeal.appealedAt} />
            </p>
            <p className="whitespace-pre-line wrap-anywhere">{appeal.body}</p>
          </blockquote>
        )}
        {waits ? <AppealDecision holdId={holdId} mine={mine} /> : <RestoreForm holdId={holdId} />}
      </CardBody>
    </Card>
  );
}

function Log({ log }: { readonly log: ModerationCase["log"] }) {
  return (
    <Card>
      <CardHead title="What was done" note="Kept for good" />
      <ol className="m-0 list-none divide-y divide-line p-0">
        {log.map((entry) => (
          <li key={`${entry.at}:${entry.action}`} className="grid gap-1 px-4 py-3 text-13">
            <Row>
              <span className="font-medium">{actionWords(entry.action)}</span>
              {entry.reason !== null && <span>{reasonTitle(entry.reason)}</span>}
              <span className="text-muted">
                {entry.moderator}, <LocalTime at={entry.at} />
              </span>
            </Row>
            {entry.note !== "" && <p className="whitespace-pre-line wrap-anywhere text-muted">{entry.note}</p>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
