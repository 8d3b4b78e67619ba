import { DDSketch } from "@datadog/sketches-js";

/** What the agent costs and how fast it decides. */
export type Measured = Readonly<{
  rssMb: number;
  /** Share of one core over the last minute (or since the start, when that is shorter). */
  cpuShare: number;
  uptimeS: number;
  decisionLatencyMs: { p50: number; p99: number; max: number; count: number };
}>;

export type Meter = Readonly<{ decided(tookMs: number): void; read(): Measured }>;

const WINDOW_MS = 60_000;

/** Measures this process. Latencies go into a sketch with one percent relative error. */
export function meter(clock: () => number = () => performance.now()): Meter {
  const sketch = new DDSketch({ relativeAccuracy: 0.01 });
  const started = clock();
  const marks = [{ at: started, cpuMs: cpuMs() }];
  return {
    decided: (tookMs) => sketch.accept(tookMs),
    read: () => {
      const now = { at: clock(), cpuMs: cpuMs() };
      marks.push(now);
      while (marks.length > 2 && now.at - (marks[1]?.at ?? now.at) >= WINDOW_MS) marks.shift();
      const [first = now] = marks;
      const at = (quantile: number): number => (sketch.count === 0 ? 0 : sketch.getValueAtQuantile(quantile));
      return {
        rssMb: process.memoryUsage.rss() / 1e6,
        cpuShare: now.at === first.at ? 0 : (now.cpuMs - first.cpuMs) / (now.at - first.at),
        uptimeS: (now.at - started) / 1000,
        decisionLatencyMs: {
          p50: at(0.5),
          p99: at(0.99),
          max: sketch.count === 0 ? 0 : sketch.max,
          count: sketch.count,
        },
      };
    },
  };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
