"use client";

import type { CreatedSource, SourceView } from "@fleet-persona/hub-core";
import { useState } from "react";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { shownNumber } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
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
    <section className="card" id="sources" aria-labelledby="sources-title">
      <div className="card-head">
        <h3 id="sources-title">Sources</h3>
        <p>tills, analytics, data warehouses: they push, the hub passes on</p>
      </div>
      {created !== null && <SourceToken source={created} hubUrl={hubUrl} done={() => setCreated(null)} />}
      {mayCreate ? (
        <SourceForm fleetId={fleetId} created={setCreated} />
      ) : (
        <p className="card-body muted small">An admin can create a source.</p>
      )}
      {revoke.isError && (
        <p className="notice notice-bad" role="alert">
          {sentenceOf(revoke.error)}
        </p>
      )}
      {sources.length === 0 ? (
        <p className="card-body muted">No source yet.</p>
      ) : (
        <ul role="list" className="told" aria-label="Sources of this fleet">
          {sources.map((source) => (
            <li key={source.sourceId}>
              <SourceFacts source={source} />
              {mayCreate && (
                <button
                  className="button button-danger"
                  type="button"
                  disabled={revoke.isPending}
                  aria-label={`Revoke ${source.name}`}
                  onClick={() => revoke.mutate(source.sourceId)}
                >
                  Revoke
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const badges = { fresh: "badge badge-good", stale: "badge badge-warn", never: "badge" } as const;
const words = { fresh: "fresh", stale: "stale", never: "nothing yet" } as const;

function SourceFacts({ source }: { readonly source: SourceView }) {
  const { name, signals, lastSeenAt, lastError, createdBy } = source;
  return (
    <div>
      <p>
        <span className="strong">{name}</span>{" "}
        <span className="muted tiny">
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
      <ul role="list" className="source-signals">
        {signals.map((signal) => (
          <li key={signal.name}>
            <code className="tiny">{signal.name}</code>{" "}
            <span className="figure tiny">
              {shownNumber(signal.value)} {signal.unit === "1" ? "" : signal.unit}
            </span>{" "}
            <span className={badges[signal.freshness]}>{words[signal.freshness]}</span>
          </li>
        ))}
      </ul>
      {lastError !== null && (
        <p className="tiny tone-bad">
          Refused <LocalTime at={lastError.at} />: {lastError.message}
        </p>
      )}
    </div>
  );
}
