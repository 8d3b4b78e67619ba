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
    case "refund-asked":
    case "refund-failed":
    case "dispute-opened":
    case "sale-disputed":
    case "subscription-ending":
    case "domain-failing":
      return "warn";
    case "version-published":
    case "version-restored":
    case "payment-received":
      return "good";
    case "version-deprecated":
    case "advisory-withdrawn":
    case "review-written":
    case "review-replied":
    case "review-decided":
    case "appeal-decided":
    case "report-decided":
    case "refund-decided":
    case "refund-made":
    case "sale-refunded":
    case "dispute-settled":
      return "neutral";
  }
  return kind satisfies never;
}
