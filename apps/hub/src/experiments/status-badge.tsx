import type { ExperimentStatus, VerdictKind } from "@fleet-persona/experiments";
import { badgeClass, statusWords, verdictWords } from "./status-words.ts";

export function StatusBadge({ status }: { readonly status: ExperimentStatus }) {
  const { word, tone, meaning } = statusWords[status];
  return (
    <span className={badgeClass(tone)} title={meaning}>
      {word}
    </span>
  );
}

export function VerdictBadge({ verdict }: { readonly verdict: VerdictKind }) {
  const { word, tone, meaning } = verdictWords[verdict];
  return (
    <span className={badgeClass(tone)} title={meaning}>
      {word}
    </span>
  );
}
