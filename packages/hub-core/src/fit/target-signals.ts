const proxySignals = [
  "request_rate",
  "latency_p50",
  "latency_p95",
  "latency_p99",
  "error_rate",
  "throughput",
  "queue_depth",
] as const;

// The standard names that the built-in targets and their collectors observe wherever they run.
const byTarget: Readonly<Record<string, readonly string[]>> = {
  haproxy: [...proxySignals, "cache_hit_ratio"],
  nginx: proxySignals,
  cgroup: ["cpu_utilisation"],
};

/** The standard signals that come with a target of this name; none for a target nobody here knows. */
export function standardSignalsOf(target: string): readonly string[] {
  return Object.hasOwn(byTarget, target) ? (byTarget[target] ?? []) : [];
}

/** Whether it is known what a target of this name observes. */
export function isKnownTarget(target: string): boolean {
  return Object.hasOwn(byTarget, target);
}
