/** "a", "a and b", "a, b and 3 more": names for a sentence. */
export function listed(names: readonly string[], most = 5): string {
  if (names.length <= 1) return names[0] ?? "";
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names;
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
}

/** "1 unit was", "3 units were". */
export function counted(things: readonly unknown[], one: string, many: string): string {
  return `${things.length} ${things.length === 1 ? one : many}`;
}

/** A share as people say it: 0.123 is "12.3 %". */
export function percent(share: number): string {
  return `${figure(share * 100)} %`;
}

/** Three digits that matter, without exponents where people would stumble over them. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e9 || size < 1e-4)) return value.toExponential(1);
  return size >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

/** "90 s", "12 min", "3 h", "5 days". */
export function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${figure(seconds / 3600)} h`;
  return `${figure(seconds / 86_400)} days`;
}
