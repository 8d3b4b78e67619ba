/** The instant that a `datetime-local` field says in the reader's zone, ms; null when it says none. */
export function instantOf(text: string): number | null {
  const at = text === "" ? Number.NaN : new Date(text).getTime();
  return Number.isFinite(at) ? at : null;
}

/** An instant as a `datetime-local` field wants it, in the reader's zone. */
export function fieldOf(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
