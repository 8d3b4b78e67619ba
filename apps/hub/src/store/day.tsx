const shown = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** A day (ms since epoch), written by the server: pages that everybody reads need no clock of their own. */
export function Day({ at }: { readonly at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{shown.format(at)}</time>;
}

const year = 365.25 * 86_400_000;

/** "3 years", "5 months", "12 days", "less than a day": how long ago, in one unit. */
export function agePhrase(ms: number): string {
  const [count, unit] =
    ms >= year ? [ms / year, "year"] : ms >= year / 12 ? [(ms / year) * 12, "month"] : [ms / 86_400_000, "day"];
  const whole = Math.max(0, Math.floor(count));
  return unit === "day" && whole === 0 ? "less than a day" : `${whole} ${unit}${whole === 1 ? "" : "s"}`;
}
