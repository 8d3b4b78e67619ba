/** The first day of a month and of the next one, in UTC: `2026-11-01` and `2026-12-01`. */
export function monthSpan(now: number): { readonly from: string; readonly to: string } {
  const at = new Date(now);
  const first = (ahead: number): string =>
    new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + ahead, 1)).toISOString().slice(0, 10);
  return { from: first(0), to: first(1) };
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** A span as an address has it, or the month of `now` where it has none that can be read. Ms since 1970, `to` not included. */
export function spanOf(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: number,
): { readonly from: string; readonly to: string; readonly fromMs: number; readonly toMs: number } {
  const asked = [from, to].map((day) => (day !== undefined && dayPattern.test(day) ? Date.parse(day) : Number.NaN));
  const [start = Number.NaN, end = Number.NaN] = asked;
  const days = start < end ? { from: from ?? "", to: to ?? "" } : monthSpan(now);
  return { ...days, fromMs: Date.parse(days.from), toMs: Date.parse(days.to) };
}
