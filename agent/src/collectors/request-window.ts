import { DDSketch } from "@datadog/sketches-js";
import type { RequestLine } from "@fleet-persona/signals";
import { sessionWindow } from "./session-window.ts";

/** What the last few seconds of requests looked like; null is what their lines did not say. Percentiles in ms. */
export type RequestSummary = {
  readonly requests: number;
  /** Over the whole window, in requests and bytes a second. */
  readonly requestRate: number;
  readonly throughput: number | null;
  readonly percentiles: { readonly p50: number; readonly p95: number; readonly p99: number } | null;
  readonly errorRate: number | null;
  readonly searchShare: number | null;
  readonly checkoutShare: number | null;
  readonly mobileShare: number | null;
  /** Share of each region, in the order of the host's list, then of all others; null when no line said. */
  readonly regionShares: readonly number[] | null;
  /** Over the last minute, whatever the window: few visitors come back within seconds. */
  readonly sessionDepth: number | null;
};

export type RequestWindow = {
  /** Takes the numbers out of `line`; the caller may use the object again. `now` in ms since the epoch. */
  add(line: RequestLine, now: number): void;
  summary(now: number): RequestSummary;
};

export type RequestWindowOptions = { readonly seconds: number; readonly regions: number };

const RELATIVE_ACCURACY = 0.01;

class Second {
  readonly sketch = new DDSketch({ relativeAccuracy: RELATIVE_ACCURACY });
  readonly regions: Int32Array;
  readonly second: number;
  requests = 0;
  failed = 0;
  search = 0;
  checkout = 0;
  timed = 0;
  sized = 0;
  bytes = 0;
  visitors = 0;
  mobile = 0;
  placed = 0;

  constructor(second: number, regions: number) {
    this.second = second;
    this.regions = new Int32Array(regions + 1);
  }

  add(line: RequestLine): void {
    this.requests += 1;
    if (line.failed) this.failed += 1;
    if (line.search) this.search += 1;
    if (line.checkout) this.checkout += 1;
    if (line.durationMs >= 0) {
      this.timed += 1;
      this.sketch.accept(line.durationMs);
    }
    if (line.bytes >= 0) {
      this.sized += 1;
      this.bytes += line.bytes;
    }
    if (line.mobile >= 0) {
      this.visitors += 1;
      this.mobile += line.mobile;
    }
    if (line.region >= 0) {
      this.placed += 1;
      this.regions[line.region] = (this.regions[line.region] ?? 0) + 1;
    }
  }
}

/** Keeps one DDSketch and a few counts for each second and merges those of the last `seconds` (the current one included). */
export function requestWindow({ seconds, regions }: RequestWindowOptions): RequestWindow {
  let kept: Second[] = [];
  const sessions = sessionWindow();
  let beganAt: number | null = null;
  return {
    add(line, now) {
      beganAt ??= now;
      const second = Math.floor(now / 1000);
      let current = kept.at(-1);
      if (current === undefined || current.second < second) {
        current = new Second(second, regions);
        kept = [...kept.filter((old) => old.second > second - seconds), current];
      }
      current.add(line);
      if (line.session >= 0) sessions.add(line.session, now);
    },
    summary(now) {
      const oldest = Math.floor(now / 1000) - seconds + 1;
      const spanMs = Math.min(now - oldest * 1000, now - (beganAt ?? now));
      const window = kept.filter(({ second }) => second >= oldest);
      return { ...summarise(window, Math.max(spanMs / 1000, 1), regions), sessionDepth: sessions.depth(now) };
    },
  };
}

function summarise(window: readonly Second[], spanS: number, regions: number): Omit<RequestSummary, "sessionDepth"> {
  const total = (of: (second: Second) => number) => window.reduce((sum, second) => sum + of(second), 0);
  const requests = total((second) => second.requests);
  const sized = total((second) => second.sized);
  const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  const placed = total((second) => second.placed);
  return {
    requests,
    requestRate: requests / spanS,
    throughput: sized === 0 ? null : total((second) => second.bytes) / spanS,
    percentiles: percentilesOf(window.filter(({ timed }) => timed > 0)),
    errorRate: ratio(
      total((second) => second.failed),
      requests,
    ),
    searchShare: ratio(
      total((second) => second.search),
      requests,
    ),
    checkoutShare: ratio(
      total((second) => second.checkout),
      requests,
    ),
    mobileShare: ratio(
      total((second) => second.mobile),
      total((second) => second.visitors),
    ),
    regionShares:
      placed === 0
        ? null
        : Array.from({ length: regions + 1 }, (_, index) => total((second) => second.regions[index] ?? 0) / placed),
  };
}

function percentilesOf(timed: readonly Second[]): RequestSummary["percentiles"] {
  if (timed.length === 0) return null;
  const merged = new DDSketch({ relativeAccuracy: RELATIVE_ACCURACY });
  for (const { sketch } of timed) merged.merge(sketch);
  return {
    p50: merged.getValueAtQuantile(0.5),
    p95: merged.getValueAtQuantile(0.95),
    p99: merged.getValueAtQuantile(0.99),
  };
}
