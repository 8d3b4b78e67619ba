import type { VersionState } from "@fleet-persona/hub-core";
import { LocalTime } from "../ui/local-time.tsx";
import { noticeSentence, stateWords } from "./state-words.ts";

/** Everything its publisher said of a version, the gravest first. */
export function NoticeLines({ notices }: Pick<VersionState, "notices">) {
  return notices.map((notice) => (
    <p key={notice.kind} className={`notice notice-${stateWords[notice.kind].tone}`}>
      <span>
        <span className="strong">{stateWords[notice.kind].word}</span> <LocalTime at={notice.saidAt} />:{" "}
        {noticeSentence(notice)} <span className="muted">{stateWords[notice.kind].meaning}</span>
      </span>
    </p>
  ));
}
