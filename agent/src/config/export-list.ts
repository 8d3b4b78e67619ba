// What a derived signal says can be read off its source, so both follow the source's entry.
const DERIVED = /\.(?:trend|forecast_\w+|persistence_\w+)$/;

/** Whether a signal may leave the host. Names not on the list stay, and so does everything derived from them. */
export function exportFilter(allowed: readonly string[]): (signal: string) => boolean {
  const names = new Set(allowed);
  return (signal) => names.has(signal) || names.has(signal.replace(DERIVED, ""));
}
