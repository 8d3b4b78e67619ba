// What a derived signal says can be read off its source, so both follow the source's entry.
const DERIVED = /\.(?:trend|forecast_\w+|persistence_\w+)$/;

/**
 * Whether a signal may leave the host. Names not on the list stay, and so does everything derived from them. An entry
 * that ends in `.*` stands for every name that begins so.
 */
export function exportFilter(allowed: readonly string[]): (signal: string) => boolean {
  const names = new Set(allowed);
  const families = allowed.flatMap((name) => (name.endsWith(".*") ? [name.slice(0, -1)] : []));
  const listed = (name: string): boolean => names.has(name) || families.some((family) => name.startsWith(family));
  return (signal) => listed(signal) || listed(signal.replace(DERIVED, ""));
}
