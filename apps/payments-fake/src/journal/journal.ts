import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Change, World } from "../state/world.ts";

const FLUSH_EVERY_MS = 1000;
const LEAST_TO_COMPACT = 8 * 1024 * 1024;
const BATCH = 500;

/**
 * What happened, one transaction a line. A line is written before its transaction is answered, so a killed process loses
 * nothing; the disk is told to keep it once a second and at the end, so a machine that loses power loses a second at most.
 */
export class Journal {
  private readonly file: number;
  private dirty = false;
  private readonly timer: NodeJS.Timeout;

  private constructor(path: string) {
    this.file = openSync(path, "a", 0o600);
    this.timer = setInterval(() => this.flush(), FLUSH_EVERY_MS);
    this.timer.unref();
  }

  /** Reads a folder's journal into a world and goes on writing it. */
  static open(folder: string, world: World): Journal {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, "journal.jsonl");
    const changes = existsSync(path) ? replay(path, world) : 0;
    const rows = Object.values(world.tables).reduce((sum, table) => sum + table.size, 0);
    // Most changes were overwritten by later ones: then the journal is longer than what it comes to.
    if (changes > 2 * rows && statSync(path).size > LEAST_TO_COMPACT) compact(path, world);
    return new Journal(path);
  }

  append(changes: readonly Change[]): void {
    writeAll(this.file, Buffer.from(`${JSON.stringify(changes)}\n`));
    this.dirty = true;
  }

  flush(): void {
    if (!this.dirty) return;
    fdatasyncSync(this.file);
    this.dirty = false;
  }

  close(): void {
    clearInterval(this.timer);
    this.flush();
    closeSync(this.file);
  }
}

/** The number of changes read. A last line without its end was never finished and is cut off. */
function replay(path: string, world: World): number {
  const bytes = readFileSync(path);
  let count = 0;
  let start = 0;
  for (let end = bytes.indexOf(10, start); end >= 0; end = bytes.indexOf(10, start)) {
    const changes = JSON.parse(bytes.toString("utf8", start, end)) as readonly Change[];
    world.restore(changes);
    count += changes.length;
    start = end + 1;
  }
  if (start < bytes.length) {
    const file = openSync(path, "r+");
    ftruncateSync(file, start);
    fsyncSync(file);
    closeSync(file);
  }
  return count;
}

/** Writes the journal anew, as what it comes to, and puts it in the old one's place in one step. */
function compact(path: string, world: World): void {
  const draft = `${path}.new`;
  const file = openSync(draft, "w", 0o600);
  let batch: Change[] = [];
  for (const change of world.everything()) {
    batch.push(change);
    if (batch.length < BATCH) continue;
    writeAll(file, Buffer.from(`${JSON.stringify(batch)}\n`));
    batch = [];
  }
  if (batch.length > 0) writeAll(file, Buffer.from(`${JSON.stringify(batch)}\n`));
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, path);
  const folder = openSync(dirname(path), "r");
  fsyncSync(folder);
  closeSync(folder);
}

function writeAll(file: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}
