"use client";

import { diffFleetConfig } from "@fleet-persona/fleet-config";
import type { FleetConfigSummary } from "@fleet-persona/hub-core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { Card, CardHead } from "../ui/card.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { Row } from "../ui/row.tsx";
import { Select } from "../ui/select.tsx";
import { ChangeList } from "./change-list.tsx";

type Props = { readonly fleetId: string; readonly current: number; readonly versions: readonly FleetConfigSummary[] };

/** Who changed what when, and the difference between any two versions. */
export function VersionSection({ fleetId, current, versions }: Props) {
  return (
    <Card aria-labelledby="versions-title">
      <CardHead id="versions-title" title="Versions" level={3} note="every one is kept" />
      {versions.length === 0 ? (
        <p className="min-w-0 p-4 text-muted">
          None yet. The first one is made when a document is applied or a Persona assigned.
        </p>
      ) : (
        <>
          {versions.length > 1 && <Compare fleetId={fleetId} current={current} versions={versions} />}
          <ol
            role="list"
            className="[&>li]:border-t [&>li]:border-line [&_summary]:flex [&_summary]:cursor-pointer [&_summary]:flex-wrap [&_summary]:items-baseline [&_summary]:gap-x-4 [&_summary]:gap-y-0.5 [&_summary]:px-4 [&_summary]:py-2.5 [&_summary:hover]:bg-sunk"
          >
            {versions.map((version) => (
              <VersionItem key={version.version} version={version} />
            ))}
          </ol>
        </>
      )}
    </Card>
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
          <span className="font-mono text-[0.93em] font-medium">{version}</span>
          <span className="flex-[1_1_200px]">{note === "" ? <span className="text-muted">no note</span> : note}</span>
          <span className="text-muted text-13">
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
    <div className="grid gap-2 py-3 [&>div]:px-4">
      <Row>
        <label>
          From <Choice label="From version" value={from} versions={versions} choose={setFrom} />
        </label>
        <label>
          to <Choice label="To version" value={to} versions={versions} choose={setTo} />
        </label>
        <span className="text-muted text-13" role="status">
          {from === to ? "the same version" : isFetching ? "comparing…" : data?.length === 0 ? "no difference" : ""}
        </span>
      </Row>
      {error !== null && <Notice tone="bad">{sentenceOf(error)}</Notice>}
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
    <Select
      className="min-h-8! w-auto!"
      aria-label={label}
      value={value}
      onChange={(event) => choose(Number(event.target.value))}
    >
      {versions.map(({ version }) => (
        <option key={version} value={version}>
          version {version}
        </option>
      ))}
    </Select>
  );
}
