/** Signals that every template sees. */
export const COMMON_SIGNALS = `  - { name: request_rate, required: true, window_s: 1, staleness_s: 5 }
  - latency_p50
  - latency_p95
  - latency_p99
  - error_rate
  - { name: queue_depth, window_s: 1, staleness_s: 5 }
  - { name: cpu_utilisation, window_s: 1, staleness_s: 5 }
  - { name: cache_hit_ratio, window_s: 1, staleness_s: 5 }
  - search_share
  - checkout_share
  - request_rate.trend
  - request_rate.forecast_10s
  - request_rate.forecast_1m
  - latency_p95.trend
`;
