import { gunzipSync, gzipSync } from "node:zlib";
import type { GateSeries } from "@fleet-persona/persona";

// Far above what a run comes to; a stored series is only ever one that this package packed.
const unpackedLimit = 256 * 1_048_576;

/** Series as they are stored: gzipped JSON. */
export function packSeries(series: readonly GateSeries[]): Uint8Array {
  return Uint8Array.from(gzipSync(JSON.stringify(series), { level: 6 }));
}

export function unpackSeries(content: Uint8Array): readonly GateSeries[] {
  const text = gunzipSync(content, { maxOutputLength: unpackedLimit }).toString("utf8");
  return JSON.parse(text) as readonly GateSeries[];
}
