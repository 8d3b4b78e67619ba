import type { VersionState } from "@fleet-persona/hub-core";
import { stateWords } from "./state-words.ts";

/** What a version is today, in a word. */
export function VersionStateBadge({ state }: Pick<VersionState, "state">) {
  const { word, tone, meaning } = stateWords[state];
  return (
    <span className={`badge badge-${tone}`} title={meaning}>
      {word}
    </span>
  );
}
