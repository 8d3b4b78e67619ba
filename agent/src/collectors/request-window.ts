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
const WHOLE_MS = 1024;
const CLOCK_SET_MS = 60_000;

class Second {
  readonly #sketch = new DDSketch({ relativeAccuracy: RELATIVE_ACCURACY });
  // Most times are whole milliseconds: counting them costs a tenth of a sketch's insertion, which follows when it is asked.
  readonly #whole = new Int32Array(WHOLE_MS);
  #counted = false;
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

  sketch(): DDSketch {
    if (this.#counted) {
      this.#whole.forEach((count, ms) => {
        if (count > 0) this.#sketch.accept(ms, count);
      });
      this.#whole.fill(0);
      this.#counted = false;
    }
    return this.#sketch;
  }

  #time(ms: number): void {
    if (ms < WHOLE_MS && (ms | 0) === ms) {
      this.#whole[ms] = (this.#whole[ms] as number) + 1;
      this.#counted = true;
    } else this.#sketch.accept(ms);
  }

  add(line: RequestLine): void {
    this.requests += 1;
    if (line.failed) this.failed += 1;
    if (line.search) this.search += 1;
    if (line.checkout) this.checkout += 1;
    if (line.durationMs >= 0) {
      this.timed += 1;
      this.#time(line.durationMs);
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
  let current = new Second(-1, regions);
  let untilMs = 0;
  const sessions = sessionWindow();
  let beganAt: number | null = null;
  return {
    add(line, now) {
      beganAt ??= now;
      // A clock that was set back would otherwise fill one second for ever.
      if (now < untilMs - CLOCK_SET_MS) kept = [];
      if (now >= untilMs || now < untilMs - CLOCK_SET_MS) {
        const second = Math.floor(now / 1000);
        current = new Second(second, regions);
        untilMs = (second + 1) * 1000;
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
  for (const second of timed) merged.merge(second.sketch());
  return {
    p50: merged.getValueAtQuantile(0.5),
    p95: merged.getValueAtQuantile(0.95),
    p99: merged.getValueAtQuantile(0.99),
  };
}
