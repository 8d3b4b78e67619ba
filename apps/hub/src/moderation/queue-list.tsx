import { reasonTitle } from "@fleet-persona/hub-core";
import type { ModerationQueue, QueueItem, Thing } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHead } from "../ui/card.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { actionWords, caseHref, kindWords } from "./moderation-words.ts";

type Props = { readonly queue: ModerationQueue; readonly current: Thing | null };

const line =
  "grid gap-1 border-l-2 border-transparent px-4 py-3 text-text no-underline hover:bg-sunk hover:no-underline " +
  "aria-[current=page]:border-accent aria-[current=page]:bg-sunk";

/** What waits, the longest waiting first, and what was decided last. */
export function QueueList({ queue: { waiting, decided }, current }: Props) {
  const isCurrent = (thing: Thing): boolean => thing.kind === current?.kind && thing.thingId === current.thingId;
  return (
    <div className="grid content-start gap-4">
      <Card as="aside" aria-label="Waiting">
        <CardHead title={waiting.length === 0 ? "Nothing waits" : `${waiting.length} waiting`} note="Longest first" />
        <ul className="m-0 list-none divide-y divide-line p-0" role="list">
          {waiting.map((item) => (
            <li key={`${item.kind}:${item.thingId}`}>
              <Link
                href={caseHref(item)}
                className={line}
                data-queue-item=""
                aria-current={isCurrent(item) ? "page" : undefined}
              >
                <Waiting item={item} />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
      {decided.length > 0 && (
        <Card as="aside" aria-label="Decided">
          <CardHead title="Decided last" />
          <ul className="m-0 list-none divide-y divide-line p-0" role="list">
            {decided.map((entry) => (
              <li key={`${entry.at}:${entry.thingId}:${entry.action}`}>
                <Link href={caseHref(entry)} className={line}>
                  <span className="text-13 wrap-anywhere">{entry.thing?.title ?? "Gone"}</span>
                  <span className="text-12 text-muted">
                    {actionWords(entry.action)}
                    {entry.reason !== null && `: ${reasonTitle(entry.reason)}`}, <LocalTime at={entry.at} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

function Waiting({ item: { kind, thing, reports, appeal, waitsSince } }: { readonly item: QueueItem }) {
  return (
    <>
      <span className="text-13 font-medium wrap-anywhere">{thing?.title ?? "It is gone"}</span>
      <span className="flex flex-wrap items-center gap-2 text-12 text-muted">
        <Badge>{kindWords[kind]}</Badge>
        {appeal && <Badge tone="accent">appeal</Badge>}
        {reports > 0 && <span>{reports === 1 ? "1 report" : `${reports} reports`}</span>}
        <LocalTime at={waitsSince} />
      </span>
    </>
  );
}
