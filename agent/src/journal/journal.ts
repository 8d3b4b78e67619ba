import { DatabaseSync } from "node:sqlite";
import type { Configuration } from "@fleet-persona/persona";
import type { Decision } from "@fleet-persona/engine";
import type { DecisionRecord } from "@fleet-persona/protocol";
import type { ApplyOutcome } from "../apply/apply-outcome.ts";
import type { Replay } from "../loop/replay.ts";

type Arm = NonNullable<DecisionRecord["experiment"]>;

/** One line of the journal as it is read back. */
export type JournalEntry = Readonly<{
  number: number;
  at: number;
  persona: string;
  decision: Decision;
  apply: ApplyOutcome | null;
  /** What runs the reducer again; kept for decisions that were worth telling. */
  replay: Replay | null;
  /** The arm of an experiment that it was made under; null outside experiments. */
  experiment: Arm | null;
}>;

/** What is kept beside a decision, where there is any. */
export type Beside = Partial<Pick<JournalEntry, "experiment" | "replay">>;

/** An apply that was begun and never concluded: the process died in between. */
type UnfinishedApply = Readonly<{ number: number; before: Configuration; to: Configuration }>;

/** How the decisions of this agent's life split. */
export type DecisionTotals = Readonly<{ taken: number; held: number; applied: number; undone: number; failed: number }>;

export type Journal = Disposable &
  Readonly<{
    record(decision: Decision, persona: string, beside?: Beside): number;
    beginApply(number: number, before: Configuration, to: Configuration): void;
    concludeApply(number: number, outcome: ApplyOutcome): void;
    unfinishedApplies(): readonly UnfinishedApply[];
    entry(number: number): JournalEntry | undefined;
    last(options?: { outcome?: "adjust" }): JournalEntry | undefined;
    totals(): DecisionTotals;
    remember(key: string, value: unknown): void;
    recall(key: string): unknown;
    /** Forgets what is too old and folds the write-ahead log in: call about once a minute, between decisions. */
    prune(now: number): void;
  }>;

const SCHEMA = `
  pragma journal_mode = wal;
  pragma synchronous = normal;
  pragma cache_size = -512;
  pragma wal_autocheckpoint = 0;
  create table if not exists decisions (
    number integer primary key autoincrement, at integer not null, persona text not null,
    outcome text not null, decision text not null, apply_kind text, apply text, replay text, experiment text) strict;
  create index if not exists decisions_by_outcome on decisions (outcome, number);
  create table if not exists applies (
    number integer primary key, before text not null, target text not null) strict;
  create table if not exists memory (key text primary key, value text not null) strict;
  create table if not exists totals (
    id integer primary key check (id = 1), taken integer not null, held integer not null,
    applied integer not null, undone integer not null, failed integer not null) strict;
  insert or ignore into totals values (1, 0, 0, 0, 0, 0);
`;

const HOLDS_KEPT_MS = 6 * 3600 * 1000;
const ADJUSTS_KEPT_MS = 30 * 24 * 3600 * 1000;

/** Opens (or makes) the journal. Every statement is prepared once. */
export function openJournal(path: string, options: { readOnly?: boolean } = {}): Journal {
  const database = new DatabaseSync(path, { readOnly: options.readOnly ?? false });
  database.exec("pragma busy_timeout = 2000");
  if (options.readOnly !== true) {
    database.exec(SCHEMA);
    addColumns(database);
  }
  return { ...reader(database), ...(options.readOnly === true ? refusals : writer(database)), ...closer(database) };
}

function reader(database: DatabaseSync) {
  const one = database.prepare("select * from decisions where number = ?");
  const newest = database.prepare("select * from decisions order by number desc limit 1");
  const newestOf = database.prepare("select * from decisions where outcome = ? order by number desc limit 1");
  const unfinished = database.prepare("select number, before, target from applies order by number");
  const counted = database.prepare("select taken, held, applied, undone, failed from totals");
  const recalled = database.prepare("select value from memory where key = ?");
  return {
    entry: (number: number) => toEntry(one.get(number)),
    last: (query: { outcome?: "adjust" } = {}) =>
      toEntry(query.outcome === undefined ? newest.get() : newestOf.get(query.outcome)),
    unfinishedApplies: () =>
      unfinished.all().map((row) => ({
        number: Number(row["number"]),
        before: JSON.parse(String(row["before"])) as Configuration,
        to: JSON.parse(String(row["target"])) as Configuration,
      })),
    totals: () => ({ ...counted.get() }) as DecisionTotals,
    recall: (key: string): unknown => {
      const row = recalled.get(key);
      return row === undefined ? undefined : JSON.parse(String(row["value"]));
    },
  };
}

function writer(database: DatabaseSync) {
  const insert = database.prepare(
    "insert into decisions (at, persona, outcome, decision, replay, experiment) values (?, ?, ?, ?, ?, ?)",
  );
  const begin = database.prepare("insert or replace into applies values (?, ?, ?)");
  const conclude = database.prepare("update decisions set apply_kind = ?, apply = ? where number = ?");
  const settle = database.prepare("delete from applies where number = ?");
  const count = database.prepare(
    "update totals set taken = taken + ?, held = held + ?, applied = applied + ?, undone = undone + ?, failed = failed + ?",
  );
  const keep = database.prepare("insert or replace into memory values (?, ?)");
  const forget = database.prepare("delete from decisions where outcome = ? and at < ?");
  const is = (left: string, right: string): number => (left === right ? 1 : 0);
  return {
    record: (decision: Decision, persona: string, { replay = null, experiment = null }: Beside = {}): number => {
      const said = JSON.stringify(decision);
      const beside = [replay, experiment].map((each) => (each === null ? null : JSON.stringify(each)));
      const { lastInsertRowid } = insert.run(decision.at, persona, decision.outcome, said, ...beside);
      count.run(1, is(decision.outcome, "hold"), 0, 0, 0);
      return Number(lastInsertRowid);
    },
    beginApply: (number: number, before: Configuration, to: Configuration): void => {
      begin.run(number, JSON.stringify(before), JSON.stringify(to));
    },
    concludeApply: (number: number, outcome: ApplyOutcome): void => {
      inTransaction(database, () => {
        conclude.run(outcome.kind, JSON.stringify(outcome), number);
        settle.run(number);
        count.run(0, 0, is(outcome.kind, "applied"), is(outcome.kind, "undone"), is(outcome.kind, "failed"));
      });
    },
    remember: (key: string, value: unknown): void => {
      keep.run(key, JSON.stringify(value));
    },
    prune: (now: number): void => {
      forget.run("hold", now - HOLDS_KEPT_MS);
      forget.run("adjust", now - ADJUSTS_KEPT_MS);
      // Here and not in the middle of a decision, where SQLite would do it by itself.
      database.exec("pragma wal_checkpoint(passive)");
    },
  };
}

const refuse = (): never => {
  throw new TypeError("the journal was opened for reading");
};
const refusals = {
  record: refuse,
  beginApply: refuse,
  concludeApply: refuse,
  remember: refuse,
  prune: refuse,
};

// Journals of earlier builds have no such columns.
function addColumns(database: DatabaseSync): void {
  const known = database.prepare("select name from pragma_table_info('decisions')").all();
  for (const name of ["replay", "experiment"])
    if (!known.some((column) => column["name"] === name))
      database.exec(`alter table decisions add column ${name} text`);
}

function closer(database: DatabaseSync): Disposable {
  return { [Symbol.dispose]: () => database.close() };
}

function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec("begin immediate");
  try {
    work();
    database.exec("commit");
  } catch (error) {
    database.exec("rollback");
    throw error;
  }
}

function toEntry(row: Record<string, unknown> | undefined): JournalEntry | undefined {
  if (row === undefined) return undefined;
  return {
    number: Number(row["number"]),
    at: Number(row["at"]),
    persona: String(row["persona"]),
    decision: JSON.parse(String(row["decision"])) as Decision,
    apply: typeof row["apply"] === "string" ? (JSON.parse(row["apply"]) as ApplyOutcome) : null,
    replay: typeof row["replay"] === "string" ? (JSON.parse(row["replay"]) as Replay) : null,
    experiment: typeof row["experiment"] === "string" ? (JSON.parse(row["experiment"]) as Arm) : null,
  };
}
