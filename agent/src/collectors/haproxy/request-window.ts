import { emptyRequestLine } from "@fleet-persona/signals";
import { requestWindow as openWindow, type RequestSummary } from "../request-window.ts";
import type { RequestLog } from "./log-line.ts";

/** What the last few seconds of a ring's requests looked like; percentiles in ms, null when nothing was asked in them. */
export type WindowSummary = Pick<
  RequestSummary,
  "requests" | "percentiles" | "errorRate" | "searchShare" | "checkoutShare"
>;

export type RequestWindow = { add(request: RequestLog, now: number): void; summary(now: number): WindowSummary };

/** The window of the last `seconds` (the current one included) for lines of the ring, which do not say who asked. */
export function requestWindow(seconds = 5): RequestWindow {
  const window = openWindow({ seconds, regions: 0 });
  const line = emptyRequestLine();
  return {
    add({ activeMs, failed, search, checkout }, now) {
      line.durationMs = activeMs;
      line.failed = failed;
      line.search = search;
      line.checkout = checkout;
      window.add(line, now);
    },
    summary(now) {
      const { requests, percentiles, errorRate, searchShare, checkoutShare } = window.summary(now);
      return { requests, percentiles, errorRate, searchShare, checkoutShare };
    },
  };
}
