/** Value at rank ceil(q·n) of rising values (the nearest-rank definition); 0 when there are none. */
export function quantile(sorted: Float64Array, q: number): number {
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;
}
