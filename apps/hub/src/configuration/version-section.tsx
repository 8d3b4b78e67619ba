"use client";

import { diffFleetConfig } from "@fleet-persona/fleet-config";
import type { FleetConfigSummary } from "@fleet-persona/hub-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { ChangeList } from "./change-list.tsx";

type Props = { readonly fleetId: string; readonly current: number; readonly versions: readonly FleetConfigSummary[] };

/** Who changed what when, and the difference between any two versions. */
export function VersionSection({ fleetId, current, versions }: Props) {
  return (
    <section className="card" aria-labelledby="versions-title">
      <div className="card-head">
        <h3 id="versions-title">Versions</h3>
        <p>every one is kept</p>
      </div>
      {versions.length === 0 ? (
        <p className="card-body muted">
          None yet. The first one is made when a document is applied or a Persona assigned.
        </p>
      ) : (
        <>
          {versions.length > 1 && <Compare fleetId={fleetId} current={current} versions={versions} />}
          <ol role="list" className="versions">
            {versions.map((version) => (
              <VersionItem key={version.version} version={version} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function VersionItem({
  version: { version, note, changedBy, changedAt, changes },
}: {
  readonly version: FleetConfigSummary;
}) {
  return (
    <li>
      <details>
        <summary>
          <span className="mono strong">{version}</span>
          <span className="version-note">{note === "" ? <span className="muted">no note</span> : note}</span>
          <span className="muted small">
            {changedBy} {changedAt !== null && <LocalTime at={changedAt} />} · {changes.length}{" "}
            {changes.length === 1 ? "change" : "changes"}
          </span>
        </summary>
        <ChangeList changes={changes} />
      </details>
    </li>
  );
}

function Compare({ fleetId, current, versions }: Props) {
  const [from, setFrom] = useState(versions[1]?.version ?? 1);
  const [to, setTo] = useState(current);
  const { data, error, isFetching } = useQuery({
    queryKey: ["fleet-config-diff", fleetId, from, to],
    queryFn: async () => {
      const [before, after] = await Promise.all(
        [from, to].map((version) => trpc.getFleetConfigVersion.query({ fleetId, version })),
      );
      return before === undefined || after === undefined ? [] : diffFleetConfig(before.config, after.config);
    },
    enabled: from !== to,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className="compare">
      <div className="row">
        <label>
          From <Choice label="From version" value={from} versions={versions} choose={setFrom} />
        </label>
        <label>
          to <Choice label="To version" value={to} versions={versions} choose={setTo} />
        </label>
        <span className="muted small" role="status">
          {from === to ? "the same version" : isFetching ? "comparing…" : data?.length === 0 ? "no difference" : ""}
        </span>
      </div>
      {error !== null && (
        <p className="notice notice-bad" role="alert">
          {sentenceOf(error)}
        </p>
      )}
      {from !== to && <ChangeList changes={data ?? []} />}
    </div>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: number;
  readonly versions: readonly FleetConfigSummary[];
  readonly choose: (version: number) => void;
};

function Choice({ label, value, versions, choose }: ChoiceProps) {
  return (
    <select
      className="input version-choice"
      aria-label={label}
      value={value}
      onChange={(event) => choose(Number(event.target.value))}
    >
      {versions.map(({ version }) => (
        <option key={version} value={version}>
          version {version}
        </option>
      ))}
    </select>
  );
}
