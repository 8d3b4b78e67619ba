type Dated = { readonly id: string; readonly at: number };

/** Each row once (the first of its id), none from before `sinceMs`, newest first. */
export function newestWithin<Row extends Dated>(rows: readonly Row[], sinceMs: number): readonly Row[] {
  const once = new Map<string, Row>();
  for (const row of rows) {
    if (row.at > sinceMs && !once.has(row.id)) once.set(row.id, row);
  }
  return [...once.values()].sort((a, b) => b.at - a.at);
}
