/** A time as these pages write it: UTC, since the reader's zone is not known here. Seconds since 1970. */
export function moment(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

export function day(seconds: number): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(
    seconds * 1000,
  );
}

/** The same where there is little room. */
export function shortDay(seconds: number): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "2-digit", timeZone: "UTC" }).format(
    seconds * 1000,
  );
}
