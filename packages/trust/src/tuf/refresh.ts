import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { refuse, type Freshness, type FreshnessRefusal, type TargetDigest } from "@fleet-persona/persona";
import { UnsignedMetadataError } from "@tufjs/models/dist/error.js";
import { Updater } from "tuf-js";
import { BadVersionError, DownloadHTTPError, ExpiredMetadataError } from "tuf-js/dist/error.js";
import { PlainFetcher, type BoundedGet } from "./plain-fetcher.ts";

/** Where the client keeps what it trusts, the root it begins with, and where the repository is. */
export type RefreshOptions = {
  /** Kept between refreshes: it is what a rollback is noticed by. */
  readonly folder: string;
  /** The pinned root (exact bytes); used only as long as the folder holds none that followed from it. */
  readonly root: Uint8Array;
  /** Address of the metadata, without the name of a document. */
  readonly baseUrl: string;
  readonly get: BoundedGet;
  /** The targets to look up. */
  readonly paths: readonly string[];
};

// No repository of ours delegates: whoever holds the targets key gains nothing by making up roles.
const CONFIG = { maxDelegations: 0, targetsMaxLength: 16 * 1024 * 1024, fetchRetry: false };

/**
 * The TUF client workflow (specification 1.0, section 5): rollback, freeze, mix-and-match and endless data are refused.
 * Never throws for what a repository does; what is refused leaves what was trusted before untouched.
 */
export async function refreshTargets({ folder, root, baseUrl, get, paths }: RefreshOptions): Promise<Freshness> {
  const fetcher = new PlainFetcher(get);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    beginWithRoot(join(folder, "root.json"), root);
    const updater = new Updater({ metadataDir: folder, metadataBaseUrl: baseUrl, fetcher, config: CONFIG });
    await updater.refresh();
    const targets = new Map<string, TargetDigest>();
    for (const path of paths) {
      const target = await updater.getTargetInfo(path);
      if (target !== undefined) targets.set(path, { length: target.length, sha256: target.hashes["sha256"] ?? "" });
    }
    return { kind: "fresh", targets };
  } catch (error) {
    const code = codeOf(error, fetcher);
    return refuse(code, `${SENTENCES[code]} (${error instanceof Error ? error.message : String(error)}).`);
  }
}

// What a crash cut in two is no root any more: the pinned one leads to the newest again.
function beginWithRoot(file: string, pinned: Uint8Array): void {
  try {
    JSON.parse(readFileSync(file, "utf8"));
  } catch {
    writeFileSync(file, pinned, { mode: 0o600, flush: true });
  }
}

type RefreshCode = Exclude<FreshnessRefusal, "anchors-missing" | "target-unlisted" | "target-mismatch">;

const SENTENCES: Readonly<Record<RefreshCode, string>> = {
  "metadata-unavailable": "The repository does not answer",
  "metadata-too-long": "The repository sent more than it may",
  "metadata-expired": "What the repository says is too old to be taken for what is so now",
  "metadata-rollback": "The repository went back to an older version",
  "metadata-unsigned": "What the repository says is not signed by the keys of its role",
  "metadata-inconsistent": "The repository's documents do not belong together",
};

function codeOf(error: unknown, { failure }: PlainFetcher): RefreshCode {
  if (failure === "too-long") return "metadata-too-long";
  if (failure === "unavailable" || error instanceof DownloadHTTPError) return "metadata-unavailable";
  if (error instanceof ExpiredMetadataError) return "metadata-expired";
  if (error instanceof BadVersionError) return "metadata-rollback";
  return error instanceof UnsignedMetadataError ? "metadata-unsigned" : "metadata-inconsistent";
}
