import type { TrialSummary } from "@fleet-persona/hub-core";
import Link from "next/link";
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
    <ul role="list" className="trial-list" aria-label="Trials">
      {trials.map((trial) => {
        const { word, tone, meaning } = trialStates[trial.status];
        return (
          <li key={trial.trialId}>
            <Link href={`/trials/${trial.trialId}`}>
              {names === "fleet" ? trial.fleetName : `${trial.title} v${trial.version}`}
            </Link>
            <span
              className={tone === "plain" ? "badge" : `badge badge-${tone}`}
              title={trial.failure?.message ?? meaning}
            >
              {word}
            </span>
            <span className="muted tiny">
              <LocalTime at={trial.requestedAt} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
