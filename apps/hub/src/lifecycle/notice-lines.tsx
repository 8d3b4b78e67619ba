import type { VersionState } from "@fleet-persona/hub-core";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { noticeSentence, stateWords } from "./state-words.ts";

/** Everything its publisher said of a version, the gravest first. */
export function NoticeLines({ notices }: Pick<VersionState, "notices">) {
  return notices.map((notice) => (
    <Notice key={notice.kind} tone={stateWords[notice.kind].tone}>
      <span className="font-semibold">{stateWords[notice.kind].word}</span> <LocalTime at={notice.saidAt} />:{" "}
      {noticeSentence(notice)} <span className="text-muted">{stateWords[notice.kind].meaning}</span>
    </Notice>
  ));
}
