import type { ExperimentStatus, VerdictKind } from "@fleet-persona/experiments";
import { Badge } from "../ui/badge.tsx";
import { statusWords, tooEarly, verdictWords } from "./status-words.ts";

export function StatusBadge({ status }: { readonly status: ExperimentStatus }) {
  const { word, tone, meaning } = statusWords[status];
  return (
    <Badge tone={tone} title={meaning}>
      {word}
    </Badge>
  );
}

type VerdictProps = {
  readonly verdict: VerdictKind;
  /** Nothing to judge by is no fault yet: its least time is still to come. */
  readonly early?: boolean;
  /** Why it is so, where that is known. */
  readonly because?: string;
};

export function VerdictBadge({ verdict, early = false, because }: VerdictProps) {
  const { meaning } = verdictWords[verdict];
  const { word, tone } = early && verdict === "no-data" ? tooEarly : verdictWords[verdict];
  return (
    <Badge tone={tone} title={because ?? meaning}>
      {word}
    </Badge>
  );
}
