"use client";

import type { ExperimentView } from "@fleet-persona/hub-core";
import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "../../ui/badge.tsx";
import { LocalTime, useNowSeconds } from "../../ui/local-time.tsx";
import { SubjectHead } from "../../ui/subject-head.tsx";
import { durationPhrase } from "../duration-words.ts";
import { Elapsed } from "../list/experiment-list.tsx";
import { openingSentence, saysVerdict } from "../opening-sentence.ts";
import { StatusBadge, VerdictBadge } from "../status-badge.tsx";
import { isEarly, isOver, stagePhrase } from "../status-words.ts";

type Props = {
  readonly experiment: ExperimentView;
  /** Since when the hub could not be reached, ms; null while it can. */
  readonly lostSince: number | null;
  /** What may be done to it. */
  readonly children: ReactNode;
};

/** Opens with the sentence: what it is, where it is, and what it says. */
export function ExperimentHead({ experiment, lostSince, children }: Props) {
  const { name, number, fleetId, fleetName, status, verdict, campaignId } = experiment;
  const stage = isOver(status) ? null : stagePhrase(experiment);
  return (
    <SubjectHead
      above={
        <>
          <Link href="/experiments">Experiments</Link>{" "}
          <span className="text-muted">
            / <Link href={`/fleets/${fleetId}/experiments`}>{fleetName}</Link> / no. {number}
          </span>
          {campaignId !== null && (
            <span className="text-muted">
              {" "}
              · part of <Link href={`/experiments/campaigns/${campaignId}`}>a campaign</Link>
            </span>
          )}
        </>
      }
      title={name}
      sentence={openingSentence(experiment)}
      actions={children}
    >
      <StatusBadge status={status} />
      {verdict !== null && status !== "draft" && !saysVerdict(experiment) && (
        <VerdictBadge verdict={verdict.verdict} early={isEarly(experiment)} because={verdict.sentence} />
      )}
      {stage !== null && <span>{stage}</span>}
      <span>
        <Elapsed experiment={experiment} />
      </span>
      {!isOver(status) && status !== "draft" && <LastLook experiment={experiment} />}
      {lostSince !== null && (
        <Badge tone="warn" role="status">
          hub not reached since <LocalTime at={lostSince} as="clock" />
        </Badge>
      )}
    </SubjectHead>
  );
}

const overdueS = 60;

function LastLook({ experiment: { figures, nextLookAt, status } }: Pick<Props, "experiment">) {
  const now = useNowSeconds();
  if (status === "paused") return null;
  const overdue = now !== null && nextLookAt !== null && now - nextLookAt / 1_000 > overdueS;
  if (overdue)
    return (
      <Badge tone="warn" role="status">
        a look is overdue by {durationPhrase(now - nextLookAt / 1_000)}: see that a worker runs
      </Badge>
    );
  if (figures === null) return <span>no look yet</span>;
  return (
    <span>
      last look <LocalTime at={figures.at} />
    </span>
  );
}
