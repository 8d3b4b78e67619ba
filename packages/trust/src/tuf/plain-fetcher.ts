import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fetcher } from "tuf-js";
import { DownloadHTTPError, DownloadLengthMismatchError } from "tuf-js/dist/error.js";

/**
 * Asks for an address and reads at most `limit` + 1 bytes of the answer, whatever is sent. Rejects when nobody answers.
 * The agent brings its own plain client; this package has none.
 */
export type BoundedGet = (
  url: string,
  limit: number,
) => Promise<{ readonly status: number; readonly bytes: Uint8Array }>;

/** What went wrong on the way, which the updater's own errors do not always say. */
export type FetchFailure = "unavailable" | "too-long";

/** A fetcher for tuf-js over a plain client, without temporary files for metadata and without retries. */
export class PlainFetcher implements Fetcher {
  failure: FetchFailure | undefined;
  readonly #get: BoundedGet;

  constructor(get: BoundedGet) {
    this.#get = get;
  }

  async downloadBytes(url: string, maxLength: number): Promise<Buffer> {
    const { status, bytes } = await this.#ask(url, maxLength);
    if (status !== 200) {
      // A missing next root is how the updater learns that it has the newest.
      if (status !== 404 && status !== 403) this.failure = "unavailable";
      throw new DownloadHTTPError("the repository did not give it", status);
    }
    if (bytes.length > maxLength) {
      this.failure = "too-long";
      throw new DownloadLengthMismatchError("longer than it may be");
    }
    return Buffer.from(bytes);
  }

  async downloadFile<T>(url: string, maxLength: number, handler: (file: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), "fleet-persona-"));
    try {
      const file = join(folder, "download");
      await writeFile(file, await this.downloadBytes(url, maxLength));
      return await handler(file);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #ask(url: string, limit: number): ReturnType<BoundedGet> {
    try {
      return await this.#get(url, limit);
    } catch (error) {
      this.failure = "unavailable";
      throw error;
    }
  }
}
