import { constants } from "node:fs";
import { access, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { MAP_KEY } from "./config.ts";

/**
 * Keeps files up to date that HAProxy reads at its next start. Writing is behind: the disk (p99 40 ms) is slower than HAProxy,
 * and a change that took must not wait for it. The last word for a file wins; `idle` resolves when all is on the disk.
 */
export type FileKeeper = {
  keep(file: string, change: (text: string) => string): void;
  /** Why this file is not kept; null when it is. */
  trouble(file: string): Promise<string | null>;
  idle(): Promise<void>;
};

export function fileKeeper(): FileKeeper {
  const waiting = new Map<string, (text: string) => string>();
  const failed = new Map<string, string>();
  let writing: Promise<void> = Promise.resolve();
  let busy = false;
  const writeAll = async () => {
    for (;;) {
      const [next] = waiting;
      if (next === undefined) break;
      const [file, change] = next;
      waiting.delete(file);
      try {
        await replaceOwnFile(file, change);
        failed.delete(file);
      } catch (error) {
        failed.set(file, codeOf(error));
      }
    }
    busy = false;
  };
  return {
    keep(file, change) {
      waiting.set(file, change);
      if (busy) return;
      busy = true;
      writing = writeAll();
    },
    trouble: async (file) => failed.get(file) ?? (await whyNotOwn(file)),
    idle: () => writing,
  };
}

/** Sets the current value in the text of a map file; other lines stay. */
export function withCurrent(text: string, value: string): string {
  const line = `${MAP_KEY} ${value}`;
  const lines = text.split("\n");
  const at = lines.findIndex((candidate) => candidate.split(/\s+/)[0] === MAP_KEY);
  return at === -1 ? `${line}\n${text}` : lines.with(at, line).join("\n");
}

// What the host's owner keeps by other means is not ours to write.
async function whyNotOwn(file: string): Promise<string | null> {
  if (!file.startsWith("/")) return "it has no path of its own";
  try {
    if ((await stat(file)).uid !== process.getuid?.()) return "it belongs to another user";
    await access(dirname(file), constants.W_OK);
    return null;
  } catch (error) {
    return codeOf(error);
  }
}

// HAProxy, whenever it starts, reads the old text or the new one; the file's mode stays.
async function replaceOwnFile(file: string, change: (text: string) => string): Promise<void> {
  if ((await whyNotOwn(file)) !== null) return;
  const temporary = `${file}.${process.pid}.new`;
  try {
    const text = await readFile(file, "utf8");
    const next = change(text);
    if (next === text) return;
    const handle = await open(temporary, "w", (await stat(file)).mode & 0o777);
    try {
      await handle.writeFile(next);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "it cannot be reached";
}
