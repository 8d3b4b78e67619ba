import { constants } from "node:fs";
import { access, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { TargetError } from "../target-error.ts";
import { MAP_KEY } from "./config.ts";

/**
 * Writes a value into a map file, so that HAProxy finds it at its next start; other lines stay. Nothing happens where the
 * file is not the agent's own (`whyNotKept`). Rejects with `refused` when a file of its own cannot be written.
 */
export async function keepInMap(file: string, value: string): Promise<void> {
  if ((await whyNotKept(file)) !== null) return;
  const line = `${MAP_KEY} ${value}`;
  await replaceOwnFile(file, (text) => {
    const lines = text.split("\n");
    const at = lines.findIndex((candidate) => candidate.split(/\s+/)[0] === MAP_KEY);
    if (at === -1) return `${line}\n${text}`;
    return lines.with(at, line).join("\n");
  });
}

/** Why what is set at run time cannot be kept in this file; null when it can. */
export async function whyNotKept(file: string): Promise<string | null> {
  if (!file.startsWith("/")) return "it has no path of its own";
  try {
    const { uid } = await stat(file);
    if (uid !== process.getuid?.()) return "it belongs to another user";
    await access(dirname(file), constants.W_OK);
    return null;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "it cannot be reached";
  }
}

/** Replaces a file so that HAProxy, whenever it starts, reads the old text or the new one; its mode stays. */
export async function replaceOwnFile(file: string, change: (text: string) => string): Promise<void> {
  const temporary = `${file}.${process.pid}.new`;
  try {
    const [text, { mode }] = await Promise.all([readFile(file, "utf8"), stat(file)]);
    const next = change(text);
    if (next === text) return;
    const handle = await open(temporary, "w", mode & 0o777);
    try {
      await handle.writeFile(next);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new TargetError("refused", `what was set cannot be kept in ${file}`, { cause: error });
  }
}
