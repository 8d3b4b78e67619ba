import { Agenda } from "../clock/agenda.ts";
import { Balances } from "./balances.ts";
import { createTables, isTableName, type AnyRow, type TableName, type Tables } from "./tables.ts";
import type { Table } from "./table.ts";

/** One change: the row as it is now, or only its id where it is gone. */
export type Change = readonly [table: TableName, row: AnyRow | { readonly id: string; readonly gone: true }];

type Undo = { readonly table: TableName; readonly before: AnyRow | undefined; readonly after: AnyRow | undefined };

/** Where a world's address and its moving parts come from. */
export type Surroundings = {
  /** Ms since 1970 of the machine. */
  readonly machineNow: () => number;
  /** Called with what one transaction changed, before anybody hears of it. */
  readonly onCommit: (changes: readonly Change[]) => void;
};

/** The processor's whole state. Everything in it is synchronous: a transaction either commits at once or never was. */
export class World {
  readonly tables: Tables;
  readonly agenda = new Agenda();
  readonly balances = new Balances();
  private readonly surroundings: Surroundings;
  private undo: Undo[] = [];
  private depth = 0;
  private bulk: Change[] | null = null;
  /** Set while time is being advanced: the moment that is lived through. */
  private heldAt: number | null = null;
  /** The address pages and webhooks are told; known once the server listens. */
  baseUrl = "http://127.0.0.1";
  /** The request that is being served, for the events it makes. */
  request: { readonly id: string; readonly idempotencyKey: string | null } | null = null;

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
    this.tables = createTables((table, before, after) => this.noticed(table, before, after));
  }

  machineNow(): number {
    return this.surroundings.machineNow();
  }

  /** Ms since 1970 of the simulated clock. */
  nowMs(): number {
    return this.heldAt ?? this.surroundings.machineNow() + this.offsetMs();
  }

  /** Seconds since 1970 of the simulated clock, or of a test clock. */
  now(testClock: string | null = null): number {
    const frozen = testClock === null ? undefined : this.tables.testClocks.get(testClock)?.frozen;
    if (frozen !== undefined) return this.heldClock?.id === testClock ? this.heldClock.at : frozen;
    return Math.floor(this.nowMs() / 1000);
  }

  offsetMs(): number {
    const value = this.tables.settings.get("clock")?.value;
    return typeof value === "number" ? value : 0;
  }

  /** A test clock that is being advanced shows its moment here. */
  heldClock: { readonly id: string; readonly at: number } | null = null;

  setOffset(ms: number): void {
    this.tables.settings.put({ id: "clock", created: 0, value: ms });
  }

  /** Lives through a moment: everything inside happens at `ms`. */
  at<Result>(ms: number, act: () => Result): Result {
    const outer = this.heldAt;
    this.heldAt = ms;
    try {
      return act();
    } finally {
      this.heldAt = outer;
    }
  }

  /** Runs a change. What throws leaves nothing behind, unless the error says that what happened stays (a declined card). */
  transact<Result>(act: () => Result): Result {
    this.depth += 1;
    try {
      const result = act();
      if (this.depth === 1) this.commit();
      return result;
    } catch (error) {
      if (this.depth === 1) {
        if (keepsChanges(error)) this.commit();
        else this.rollBack();
      }
      throw error;
    } finally {
      this.depth -= 1;
    }
  }

  /** Takes in much at once. Nothing is taken back here, so nothing is remembered for it. */
  fill(act: () => void): void {
    this.bulk = [];
    try {
      act();
    } finally {
      const changes = this.bulk;
      this.bulk = null;
      if (changes.length > 0) this.surroundings.onCommit(changes);
    }
  }

  private commit(): void {
    const last = new Map<string, Undo>();
    for (const change of this.undo) last.set(`${change.table}/${(change.after ?? change.before)?.id}`, change);
    this.undo = [];
    const changes = Array.from(last.values(), ({ table, before, after }): Change =>
      after === undefined ? [table, { id: before?.id ?? "", gone: true }] : [table, after],
    );
    if (changes.length > 0) this.surroundings.onCommit(changes);
  }

  private rollBack(): void {
    for (const { table, before, after } of this.undo.toReversed()) {
      const target = this.tables[table] as unknown as Table<AnyRow>;
      if (before === undefined && after !== undefined) target.drop(after);
      if (before !== undefined) target.store(before);
      this.balances.changed(table, after, before);
    }
    this.undo = [];
  }

  private noticed(table: TableName, before: AnyRow | undefined, after: AnyRow | undefined): void {
    if (this.bulk !== null)
      this.bulk.push(after === undefined ? [table, { id: before?.id ?? "", gone: true }] : [table, after]);
    else this.undo.push({ table, before, after });
    this.balances.changed(table, before, after);
    this.agenda.noticed(table, after);
    if (this.depth === 0 && this.bulk === null) this.commit();
  }

  /** Takes in what a journal kept. */
  restore(changes: readonly Change[]): void {
    for (const [name, row] of changes) {
      if (!isTableName(name)) continue;
      const table = this.tables[name] as unknown as Table<AnyRow>;
      const before = table.get(row.id);
      if ("gone" in row) {
        if (before !== undefined) table.drop(before);
        this.balances.changed(name, before, undefined);
      } else {
        table.store(row);
        this.balances.changed(name, before, row);
        this.agenda.noticed(name, row);
      }
    }
  }

  /** All there is, as changes from nothing: what a fresh journal begins with. */
  *everything(): IterableIterator<Change> {
    for (const name of Object.keys(this.tables)) {
      if (!isTableName(name)) continue;
      for (const row of this.tables[name].values()) yield [name, row];
    }
  }
}

function keepsChanges(error: unknown): boolean {
  return typeof error === "object" && error !== null && "keepsChanges" in error && error.keepsChanges === true;
}
