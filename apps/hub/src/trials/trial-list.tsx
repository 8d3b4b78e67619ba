import type { TrialSummary } from "@fleet-persona/hub-core";
import Link from "next/link";
import { LocalTime } from "../ui/local-time.tsx";
import { trialStates } from "./trial-words.ts";
import { Badge } from "../ui/badge.tsx";

type Props = {
  readonly trials: readonly TrialSummary[];
  /** What tells them apart here. */ readonly names: "fleet" | "persona";
};

/** Trials, newest first, one line each; nothing where there is none. */
export function TrialList({ trials, names }: Props) {
  if (trials.length === 0) return null;
  return (
    <ul role="list" className="divide-y divide-line" aria-label="Trials">
      {trials.map((trial) => {
        const { word, tone, meaning } = trialStates[trial.status];
        return (
          <li key={trial.trialId} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-1.5">
            <Link href={`/trials/${trial.trialId}`}>
              {names === "fleet" ? trial.fleetName : `${trial.title} v${trial.version}`}
            </Link>
            <Badge tone={tone} title={trial.failure?.message ?? meaning}>
              {word}
            </Badge>
            <span className="text-muted text-12">
              <LocalTime at={trial.requestedAt} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
