import { DDSketch } from "@datadog/sketches-js";
import type { RequestLog } from "./log-line.ts";

/** What the last few seconds of requests looked like; percentiles in ms, null when nothing was asked in them. */
export type WindowSummary = {
  readonly requests: number;
  readonly percentiles: { readonly p50: number; readonly p95: number; readonly p99: number } | null;
  readonly errorRate: number | null;
  readonly searchShare: number | null;
  readonly checkoutShare: number | null;
};

export type RequestWindow = { add(request: RequestLog, now: number): void; summary(now: number): WindowSummary };

type Second = {
  readonly second: number;
  readonly sketch: DDSketch;
  requests: number;
  failed: number;
  search: number;
  checkout: number;
};

const RELATIVE_ACCURACY = 0.01;

/** Keeps one DDSketch for each second and merges those of the last `seconds` (the current one included) when asked. */
export function requestWindow(seconds = 5): RequestWindow {
  let kept: Second[] = [];
  return {
    add(request, now) {
      const second = Math.floor(now / 1000);
      let current = kept.at(-1);
      if (current === undefined || current.second !== second) {
        current = {
          second,
          sketch: new DDSketch({ relativeAccuracy: RELATIVE_ACCURACY }),
          requests: 0,
          failed: 0,
          search: 0,
          checkout: 0,
        };
        kept = [...kept.filter((old) => old.second > second - seconds), current];
      }
      current.sketch.accept(request.activeMs);
      current.requests += 1;
      if (request.failed) current.failed += 1;
      if (request.search) current.search += 1;
      if (request.checkout) current.checkout += 1;
    },
    summary(now) {
      const oldest = Math.floor(now / 1000) - seconds;
      return summarise(kept.filter((second) => second.second > oldest));
    },
  };
}

function summarise(window: readonly Second[]): WindowSummary {
  const total = (of: (second: Second) => number) => window.reduce((sum, second) => sum + of(second), 0);
  const requests = total((second) => second.requests);
  if (requests === 0)
    return { requests: 0, percentiles: null, errorRate: null, searchShare: null, checkoutShare: null };
  const merged = new DDSketch({ relativeAccuracy: RELATIVE_ACCURACY });
  for (const second of window) merged.merge(second.sketch);
  return {
    requests,
    percentiles: {
      p50: merged.getValueAtQuantile(0.5),
      p95: merged.getValueAtQuantile(0.95),
      p99: merged.getValueAtQuantile(0.99),
    },
    errorRate: total((second) => second.failed) / requests,
    searchShare: total((second) => second.search) / requests,
    checkoutShare: total((second) => second.checkout) / requests,
  };
}
