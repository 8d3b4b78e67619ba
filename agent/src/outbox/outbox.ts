import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { FrameKind } from "@fleet-persona/protocol";
import { FRAME_KINDS } from "@fleet-persona/protocol";

/** How much may wait on disk. Metric frames over either cap are dropped, oldest first; nothing else ever is. */
export type OutboxCaps = Readonly<{ maxMetricFrames: number; maxBytes: number }>;

/** A frame without its number; `at` is frozen here. */
export type NewFrame = Readonly<{ at: number; kind: FrameKind; payload: Uint8Array }>;

/** What waits, in the order of its numbers: a frame, or the report that frames are gone. */
type OutboxItem =
  | Readonly<{ kind: "frame"; frame: NewFrame & { epoch: number; seq: number } }>
  | Readonly<{ kind: "gap"; gap: { epoch: number; fromSeq: number; toSeq: number; at: number } }>;

export type NamedSignal = Readonly<{ name: string; unit: string }>;
type StoredDictionary = Readonly<{ epoch: number; id: number; signals: readonly NamedSignal[] }>;

export type Outbox = Disposable &
  Readonly<{
    epoch: number;
    /** Writes frames in one durable transaction and returns how many older metric frames had to go. */
    append(frames: readonly NewFrame[], now: number): number;
    /** What waits after `seq`, oldest first. */
    after(seq: number, limit: number): readonly OutboxItem[];
    acknowledge(upTo: number): void;
    /** The last number known to be settled: everything above it is still here. */
    ackedSeq(): number;
    backlog(): { frames: number; bytes: number };
    /** The id that stands for these signals for as long as this outbox lives. */
    dictionaryId(signals: readonly NamedSignal[]): number;
    dictionaries(): readonly StoredDictionary[];
  }>;

// `autoincrement` never gives a number twice, even when every row is gone.
const SCHEMA = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma cache_size = -512;
  create table if not exists identity (id integer primary key check (id = 1), epoch integer not null) strict;
  create table if not exists frames (
    seq integer primary key autoincrement, at integer not null, kind integer not null, payload blob not null) strict;
  create index if not exists metric_frames on frames (seq) where kind = ${FRAME_KINDS.metrics};
  create table if not exists gaps (from_seq integer primary key, to_seq integer not null, at integer not null) strict;
  create table if not exists dictionaries (id integer primary key, signals text not null unique) strict;
`;

/** Opens the outbox, or starts one; a new file gets an epoch above any earlier one because it is the time in seconds. */
export function openOutbox(path: string, caps: OutboxCaps, now: number): Outbox {
  const database = new DatabaseSync(path);
  database.exec(SCHEMA);
  database.prepare("insert or ignore into identity values (1, ?)").run(Math.floor(now / 1000));
  const epoch = Number(database.prepare("select epoch from identity").get()?.["epoch"]);
  return {
    epoch,
    ...frameQueue(database, epoch, caps),
    ...dictionaryShelf(database, epoch),
    [Symbol.dispose]: () => database.close(),
  };
}

const MEASURE = `select count(*) frames, count(*) filter (where kind = ${FRAME_KINDS.metrics}) metrics,
  coalesce(sum(length(payload)), 0) bytes from frames`;

type Level = { frames: number; metrics: number; bytes: number };

function frameQueue(database: DatabaseSync, epoch: number, caps: OutboxCaps) {
  const insert = database.prepare("insert into frames (at, kind, payload) values (?, ?, ?)");
  const select = database.prepare("select seq, at, kind, payload from frames where seq > ? order by seq limit ?");
  const selectGaps = database.prepare(
    "select from_seq, to_seq, at from gaps where to_seq > ? order by from_seq limit ?",
  );
  const settled = database.prepare(`${MEASURE} where seq <= ?`);
  const remove = database.prepare("delete from frames where seq <= ?");
  const removeGaps = database.prepare("delete from gaps where to_seq <= ?");
  // Where nothing waits, the next number to be given is the first that could.
  const first = database.prepare(`select
    coalesce((select min(seq) from frames), (select seq + 1 from sqlite_sequence where name = 'frames'), 1) frame,
    coalesce((select min(from_seq) from gaps), ${Number.MAX_SAFE_INTEGER}) gap`);
  let level = measure(database);
  return {
    append: (frames: readonly NewFrame[], now: number): number => {
      let dropped = 0;
      transaction(database, () => {
        for (const { at, kind, payload } of frames) insert.run(at, kind, payload);
        const grown = frames.reduce(add, level);
        dropped =
          grown.metrics > caps.maxMetricFrames || grown.bytes > caps.maxBytes ? dropOldest(database, caps, now) : 0;
        level = dropped > 0 ? measure(database) : grown;
      });
      return dropped;
    },
    after: (seq: number, limit: number): readonly OutboxItem[] => {
      const frames = select.all(seq, limit).map((row) => toFrame(epoch, row));
      const gaps = selectGaps.all(seq, limit).map((row) => toGap(epoch, row));
      return [...frames, ...gaps].sort((a, b) => firstSeq(a) - firstSeq(b)).slice(0, limit);
    },
    acknowledge: (upTo: number): void => {
      transaction(database, () => {
        const gone = toLevel(settled.get(upTo));
        remove.run(upTo);
        removeGaps.run(upTo);
        level = {
          frames: level.frames - gone.frames,
          metrics: level.metrics - gone.metrics,
          bytes: level.bytes - gone.bytes,
        };
      });
    },
    ackedSeq: () => {
      const row = first.get();
      return Math.min(Number(row?.["frame"]), Number(row?.["gap"])) - 1;
    },
    backlog: () => ({ frames: level.frames, bytes: level.bytes }),
  };
}

function dictionaryShelf(database: DatabaseSync, epoch: number) {
  const insert = database.prepare("insert into dictionaries (id, signals) values (?, ?)");
  const shelf: StoredDictionary[] = database
    .prepare("select id, signals from dictionaries order by id")
    .all()
    .map((row) => ({ epoch, id: Number(row["id"]), signals: JSON.parse(String(row["signals"])) as NamedSignal[] }));
  return {
    dictionaryId: (signals: readonly NamedSignal[]): number => {
      const text = JSON.stringify(signals.map(({ name, unit }) => ({ name, unit })));
      const known = shelf.find((dictionary) => JSON.stringify(dictionary.signals) === text);
      if (known !== undefined) return known.id;
      // From the content, so that a lost outbox tends to give the same signals the same id again.
      let id = createHash("sha256").update(text).digest().readUInt16BE(0);
      while (shelf.some((dictionary) => dictionary.id === id)) id = (id + 1) % 0x1_0000;
      insert.run(id, text);
      shelf.push({ epoch, id, signals: JSON.parse(text) as NamedSignal[] });
      return id;
    },
    dictionaries: (): readonly StoredDictionary[] => shelf,
  };
}

// A tenth is dropped at once, so that a long outage costs one sweep now and then and not one a second.
function dropOldest(database: DatabaseSync, caps: OutboxCaps, now: number): number {
  const { metrics, bytes } = measure(database);
  const tooMany = Math.max(0, metrics - Math.floor(caps.maxMetricFrames * 0.9));
  const tooLarge = bytes > caps.maxBytes ? Math.ceil((metrics * (bytes - caps.maxBytes * 0.9)) / bytes) : 0;
  const doomed = database
    .prepare(`delete from frames where seq in (
        select seq from frames where kind = ${FRAME_KINDS.metrics} order by seq limit ?) returning seq`)
    .all(Math.min(metrics, Math.max(tooMany, tooLarge)))
    .map((row) => Number(row["seq"]))
    .sort((a, b) => a - b);
  const gap = database.prepare("insert or replace into gaps values (?, ?, ?)");
  for (const [from, to] of ranges(doomed)) gap.run(from, to, now);
  return doomed.length;
}

function ranges(numbers: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found;
}

function measure(database: DatabaseSync): Level {
  return toLevel(database.prepare(MEASURE).get());
}

function toLevel(row: Record<string, unknown> | undefined): Level {
  return { frames: Number(row?.["frames"]), metrics: Number(row?.["metrics"]), bytes: Number(row?.["bytes"]) };
}

function add(level: Level, frame: NewFrame): Level {
  return {
    frames: level.frames + 1,
    metrics: level.metrics + (frame.kind === FRAME_KINDS.metrics ? 1 : 0),
    bytes: level.bytes + frame.payload.length,
  };
}

function transaction(database: DatabaseSync, work: () => void): void {
  database.exec("begin immediate");
  try {
    work();
    database.exec("commit");
  } catch (error) {
    database.exec("rollback");
    throw error;
  }
}

function firstSeq(item: OutboxItem): number {
  return item.kind === "frame" ? item.frame.seq : item.gap.fromSeq;
}

function toFrame(epoch: number, row: Record<string, unknown>): OutboxItem {
  const [seq, at, kind] = [Number(row["seq"]), Number(row["at"]), Number(row["kind"]) as FrameKind];
  return { kind: "frame", frame: { epoch, seq, at, kind, payload: row["payload"] as Uint8Array } };
}

function toGap(epoch: number, row: Record<string, unknown>): OutboxItem {
  const [fromSeq, toSeq, at] = [Number(row["from_seq"]), Number(row["to_seq"]), Number(row["at"])];
  return { kind: "gap", gap: { epoch, fromSeq, toSeq, at } };
}
