import { fileURLToPath } from "node:url";

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The committed recording: newline-separated JSON under gzip, one row a second. */
export const RECORDING_FILE = beside("./recording.ndjson.gz");

/** What training writes and sealing reads; unsigned. */
export const BUNDLE_FOLDER = beside("./bundle");
