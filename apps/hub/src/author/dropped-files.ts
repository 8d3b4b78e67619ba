import type { BundleFile } from "./check-bundle.ts";

/** Files that were chosen in a dialog. */
export function chosenFiles(files: FileList | null): readonly BundleFile[] {
  return [...(files ?? [])].map(bundleFile);
}

/** Files that were dropped, those right inside a dropped folder among them. */
export async function droppedFiles(items: DataTransferItemList): Promise<readonly BundleFile[]> {
  // Asked of all at once: the list is empty after the first await.
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found = await Promise.all(entries.map(filesIn));
  return found.flat().map(bundleFile);
}

async function filesIn(entry: FileSystemEntry): Promise<readonly File[]> {
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const inside = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
  const files = await Promise.all(inside.filter((each) => each.isFile).map(filesIn));
  return files.flat();
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** A file that was written over or deleted since it was chosen. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
}

function bundleFile(file: File): BundleFile {
  const read = async (): Promise<Uint8Array> => {
    try {
      return new Uint8Array(await file.arrayBuffer());
    } catch {
      throw new UnreadableFile(`${file.name} has changed or gone since you chose it: choose the files again.`);
    }
  };
  return { name: file.name, size: file.size, read };
}

/** Lower-case hex; null where the browser keeps its cryptography from pages that came without HTTPS. */
export const browserSha256 = (): ((bytes: Uint8Array) => Promise<string>) | null => {
  const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return null;
  return async (bytes) => {
    const digest = new Uint8Array(await subtle.digest("SHA-256", Uint8Array.from(bytes)));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  };
};
