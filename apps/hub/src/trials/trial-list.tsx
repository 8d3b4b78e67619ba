import type { TrialSummary } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Badge } from "../ui/badge.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { trialStates } from "./trial-words.ts";

type Props = {
  readonly trials: readonly TrialSummary[];
  /** What tells them apart here. */ readonly names: "fleet" | "persona";
};

/** Trials, newest first, one line each; nothing where there is none. */
export function TrialList({ trials, names }: Props) {
  if (trials.length === 0) return null;
  return (
    <ul
      role="list"
      className="[&>li]:flex [&>li]:flex-wrap [&>li]:items-center [&>li]:gap-x-3 [&>li]:gap-y-2 [&>li]:border-line [&>li]:py-1.5 [&>li+li]:border-t"
      aria-label="Trials"
    >
      {trials.map((trial) => {
        const { word, tone, meaning } = trialStates[trial.status];
        return (
          <li key={trial.trialId}>
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
