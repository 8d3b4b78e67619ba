import type { VersionState } from "@fleet-persona/hub-core";
import { Badge } from "../ui/badge.tsx";
import { stateWords } from "./state-words.ts";

/** What a version is today, in a word. */
export function VersionStateBadge({ state }: Pick<VersionState, "state">) {
  const { word, tone, meaning } = stateWords[state];
  return (
    <Badge tone={tone} title={meaning}>
      {word}
    </Badge>
  );
}
