const grouped = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

/** A figure with three significant digits at most (or as many as asked), grouped thousands, a real minus sign; "–" for null. */
export function shownNumber(value: number | null, digits = 3): string {
  if (value === null || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const text =
    size >= 100 || Number.isInteger(value) ? grouped.format(value) : String(Number(value.toPrecision(digits)));
  return text.replace("-", "−");
}

/** A share of 0..1 as a percentage. */
export function percent(share: number, digits = 0): string {
  return `${(share * 100).toFixed(digits)} %`;
}

/** "31 % fewer", "12 % more", "the same" for a ratio against a baseline. */
export function comparedTo(ratio: number, less: string, more: string): string {
  const change = Math.round(Math.abs(1 - ratio) * 100);
  if (change === 0) return "the same";
  return `${change} % ${ratio < 1 ? less : more}`;
}

/** Bytes in a reader's unit: B, kB, MB (powers of ten). */
export function bytes(count: number): string {
  if (count < 1_000) return `${count} B`;
  if (count < 1_000_000) return `${shownNumber(count / 1_000)} kB`;
  return `${shownNumber(count / 1_000_000)} MB`;
}

/** The front of a key fingerprint, enough to compare by eye: "SHA256:9f2cA1…". */
export function shortFingerprint(fingerprint: string): string {
  const [scheme, value] = fingerprint.includes(":") ? fingerprint.split(":", 2) : ["", fingerprint];
  const front = (value ?? "").slice(0, 10);
  return `${scheme ? `${scheme}:` : ""}${front}${(value ?? "").length > 10 ? "…" : ""}`;
}

/** A configuration value as people read it. */
export function shownValue(value: unknown): string {
  if (typeof value === "number") return shownNumber(value, 4);
  if (typeof value === "boolean") return value ? "on" : "off";
  return typeof value === "string" ? value : "–";
}
