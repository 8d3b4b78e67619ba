"use client";

import type { CreatedSource, SourceView } from "@fleet-persona/hub-core";
import { useState } from "react";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHead } from "../ui/card.tsx";
import { shownNumber } from "../ui/figures.ts";
import { ItemList } from "../ui/item-list.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { SourceForm } from "./source-form.tsx";
import { SourceToken } from "./source-token.tsx";

type Props = {
  readonly fleetId: string;
  readonly hubUrl: string;
  readonly sources: readonly SourceView[];
  readonly mayCreate: boolean;
};

/** What outside may tell this fleet figures its hosts cannot see; each with its own token and its own list of names. */
export function SourceSection({ fleetId, hubUrl, sources, mayCreate }: Props) {
  const [created, setCreated] = useState<CreatedSource | null>(null);
  const revoke = useFleetCommand(fleetId, (sourceId: string) => trpc.revokeSource.mutate({ fleetId, sourceId }));
  return (
    <Card id="sources" aria-labelledby="sources-title">
      <CardHead
        id="sources-title"
        title="Sources"
        level={3}
        note="tills, analytics, data warehouses: they push, the hub passes on"
      />
      {created !== null && <SourceToken source={created} hubUrl={hubUrl} done={() => setCreated(null)} />}
      {mayCreate ? (
        <SourceForm fleetId={fleetId} created={setCreated} />
      ) : (
        <p className="min-w-0 p-4 text-muted text-13">An admin can create a source.</p>
      )}
      {revoke.isError && <Notice tone="bad">{sentenceOf(revoke.error)}</Notice>}
      {sources.length === 0 ? (
        <p className="min-w-0 p-4 text-muted">No source yet.</p>
      ) : (
        <ItemList aria-label="Sources of this fleet">
          {sources.map((source) => (
            <li key={source.sourceId}>
              <SourceFacts source={source} />
              {mayCreate && (
                <Button
                  tone="danger"
                  disabled={revoke.isPending}
                  aria-label={`Revoke ${source.name}`}
                  onClick={() => revoke.mutate(source.sourceId)}
                >
                  Revoke
                </Button>
              )}
            </li>
          ))}
        </ItemList>
      )}
    </Card>
  );
}

const badges = { fresh: "good", stale: "warn", never: "neutral" } as const;
const words = { fresh: "fresh", stale: "stale", never: "nothing yet" } as const;

function SourceFacts({ source }: { readonly source: SourceView }) {
  const { name, signals, lastSeenAt, lastError, createdBy } = source;
  return (
    <div>
      <p>
        <span className="font-medium">{name}</span>{" "}
        <span className="text-muted text-12">
          {lastSeenAt === null ? (
            "has not pushed yet"
          ) : (
            <>
              pushed <LocalTime at={lastSeenAt} />
            </>
          )}{" "}
          · made by {createdBy}
        </span>
      </p>
      <ul role="list" className="flex flex-wrap gap-x-4 gap-y-0.5">
        {signals.map((signal) => (
          <li key={signal.name}>
            <code className="text-12">{signal.name}</code>{" "}
            <span className="font-mono whitespace-nowrap tabular-nums text-12">
              {shownNumber(signal.value)} {signal.unit === "1" ? "" : signal.unit}
            </span>{" "}
            <Badge tone={badges[signal.freshness]}>{words[signal.freshness]}</Badge>
          </li>
        ))}
      </ul>
      {lastError !== null && (
        <p className="text-12 text-bad">
          Refused <LocalTime at={lastError.at} />: {lastError.message}
        </p>
      )}
    </div>
  );
}
