import type { Row } from "./rows.ts";

type Entry = { readonly id: string; readonly created: number; readonly seq: number };

/** What a listing asks for: newest first, as the API does. */
export type ListQuery<R extends Row> = {
  readonly account?: string | undefined;
  readonly where?: Partial<Record<keyof R & string, string>>;
  readonly matches?: (row: R) => boolean;
  readonly created?: { readonly gt?: number; readonly gte?: number; readonly lt?: number; readonly lte?: number };
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
};

export type ListPage<R> = { readonly rows: readonly R[]; readonly more: boolean };

const PLATFORM = "";
const NONE: readonly Entry[] = [];

/** Rows of one kind, in order of creation, with an index for each named field. Rows are replaced, never changed. */
export class Table<R extends Row> {
  readonly name: string;
  private readonly rows = new Map<string, R>();
  private readonly entries = new Map<string, Entry>();
  private readonly byAccount = new Map<string, Entry[]>();
  private readonly indices = new Map<keyof R & string, Map<string, Entry[]>>();
  private readonly changed: (table: string, before: R | undefined, after: R | undefined) => void;
  private seq = 0;

  constructor(
    name: string,
    indexed: readonly (keyof R & string)[],
    changed: (table: string, before: R | undefined, after: R | undefined) => void,
  ) {
    this.name = name;
    for (const field of indexed) this.indices.set(field, new Map());
    this.changed = changed;
  }

  get size(): number {
    return this.rows.size;
  }

  get(id: string): R | undefined {
    return this.rows.get(id);
  }

  /** A row that another one points to, so it must be here. */
  need(id: string): R {
    const row = this.rows.get(id);
    if (row === undefined) throw new TypeError(`${this.name}: ${id} is not here`);
    return row;
  }

  put(row: R): R {
    const before = this.rows.get(row.id);
    this.store(row);
    this.changed(this.name, before, row);
    return row;
  }

  patch(id: string, change: Partial<R>): R {
    return this.put({ ...this.need(id), ...change });
  }

  remove(id: string): void {
    const before = this.rows.get(id);
    if (before === undefined) return;
    this.drop(before);
    this.changed(this.name, before, undefined);
  }

  /** Keeps a row without telling anybody: from the journal, or when a change is taken back. */
  store(row: R): void {
    const before = this.rows.get(row.id);
    const kept = this.entries.get(row.id);
    if (
      before !== undefined &&
      kept !== undefined &&
      before.created === row.created &&
      before.account === row.account
    ) {
      this.rows.set(row.id, row);
      for (const [field, index] of this.indices) {
        if (before[field] === row[field]) continue;
        takeOut(index, textOf(before[field]), kept);
        bringIn(index, textOf(row[field]), kept);
      }
      return;
    }
    if (before !== undefined) this.drop(before);
    const entry: Entry = { id: row.id, created: row.created, seq: this.seq++ };
    this.rows.set(row.id, row);
    this.entries.set(row.id, entry);
    bringIn(this.byAccount, row.account ?? PLATFORM, entry);
    for (const [field, index] of this.indices) bringIn(index, textOf(row[field]), entry);
  }

  drop(row: R): void {
    const entry = this.entries.get(row.id);
    const kept = this.rows.get(row.id);
    if (entry === undefined || kept === undefined) return;
    this.rows.delete(row.id);
    this.entries.delete(row.id);
    takeOut(this.byAccount, kept.account ?? PLATFORM, entry);
    for (const [field, index] of this.indices) takeOut(index, textOf(kept[field]), entry);
  }

  *values(): IterableIterator<R> {
    yield* this.rows.values();
  }

  /** All rows whose indexed field has this value, oldest first. */
  having(field: keyof R & string, value: string): R[] {
    return (this.indices.get(field)?.get(value) ?? NONE).map((entry) => this.need(entry.id));
  }

  list(query: ListQuery<R>): ListPage<R> {
    const source = this.narrowest(query);
    const [low, high] = bounds(source, query, this.entries);
    const rows: R[] = [];
    // `before` reads upwards from its row and is turned round at the end, as the API does.
    const step = query.before === undefined ? -1 : 1;
    for (let at = step < 0 ? high - 1 : low; at >= low && at < high; at += step) {
      const row = this.need(source[at]?.id ?? "");
      if (!this.fits(row, query)) continue;
      if (rows.length === query.limit) return { rows: step > 0 ? rows.toReversed() : rows, more: true };
      rows.push(row);
    }
    return { rows: step > 0 ? rows.toReversed() : rows, more: false };
  }

  private narrowest(query: ListQuery<R>): readonly Entry[] {
    let best: readonly Entry[] = this.byAccount.get(query.account ?? PLATFORM) ?? NONE;
    for (const [field, index] of this.indices) {
      const wanted = query.where?.[field];
      if (wanted === undefined) continue;
      const entries = index.get(wanted) ?? NONE;
      if (entries.length < best.length) best = entries;
    }
    return best;
  }

  private fits(row: R, query: ListQuery<R>): boolean {
    if ((row.account ?? PLATFORM) !== (query.account ?? PLATFORM)) return false;
    for (const [field, wanted] of Object.entries(query.where ?? {})) {
      if (wanted !== undefined && row[field as keyof R] !== wanted) return false;
    }
    return query.matches === undefined || query.matches(row);
  }
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function bounds<R extends Row>(
  source: readonly Entry[],
  query: ListQuery<R>,
  entries: ReadonlyMap<string, Entry>,
): readonly [number, number] {
  const { gt, gte, lt, lte } = query.created ?? {};
  let low = 0;
  let high = source.length;
  if (gte !== undefined) low = Math.max(low, firstAt(source, gte, -1));
  if (gt !== undefined) low = Math.max(low, firstAt(source, gt + 1, -1));
  if (lt !== undefined) high = Math.min(high, firstAt(source, lt, -1));
  if (lte !== undefined) high = Math.min(high, firstAt(source, lte + 1, -1));
  const after = query.after === undefined ? undefined : entries.get(query.after);
  const before = query.before === undefined ? undefined : entries.get(query.before);
  if (after !== undefined) high = Math.min(high, firstAt(source, after.created, after.seq));
  if (before !== undefined) low = Math.max(low, firstAt(source, before.created, before.seq + 1));
  return [low, high];
}

/** The first place whose entry is not before (created, seq). */
function firstAt(source: readonly Entry[], created: number, seq: number): number {
  let low = 0;
  let high = source.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = source[middle];
    if (entry !== undefined && (entry.created < created || (entry.created === created && entry.seq < seq)))
      low = middle + 1;
    else high = middle;
  }
  return low;
}

function bringIn(index: Map<string, Entry[]>, value: string | null, entry: Entry): void {
  if (value === null) return;
  const entries = index.get(value);
  if (entries === undefined) {
    index.set(value, [entry]);
    return;
  }
  const last = entries.at(-1);
  // Nearly always the newest: the search is for what was made in the past.
  if (last === undefined || last.created < entry.created || (last.created === entry.created && last.seq < entry.seq))
    entries.push(entry);
  else entries.splice(firstAt(entries, entry.created, entry.seq), 0, entry);
}

function takeOut(index: Map<string, Entry[]>, value: string | null, entry: Entry): void {
  const entries = value === null ? undefined : index.get(value);
  if (entries === undefined || value === null) return;
  const at = firstAt(entries, entry.created, entry.seq);
  if (entries[at] === entry) entries.splice(at, 1);
  if (entries.length === 0) index.delete(value);
}
