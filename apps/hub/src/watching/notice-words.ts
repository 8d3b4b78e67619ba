import type { NoticeView } from "@fleet-persona/hub-core";
import type { Tone } from "../ui/tone.ts";

/** How grave a notice is, as its badge shows it. */
export function noticeTone({ kind }: Pick<NoticeView, "kind">): Tone {
  switch (kind) {
    case "version-revoked":
    case "advisory-published":
    case "domain-lost":
      return "bad";
    case "version-yanked":
    case "webhook-disabled":
    case "domain-failing":
      return "warn";
    case "version-published":
    case "version-restored":
      return "good";
    case "version-deprecated":
    case "advisory-withdrawn":
    case "review-written":
    case "review-replied":
    case "review-decided":
    case "appeal-decided":
    case "report-decided":
      return "neutral";
  }
  return kind satisfies never;
}
