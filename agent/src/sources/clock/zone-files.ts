import { intlZoneOffsets, parseZoneFile, type OffsetAt, type ZoneOffsets } from "@fleet-persona/signals";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = "/usr/share/zoneinfo";
// No dots: a name cannot lead out of the folder.
const NAME = /^[A-Za-z][A-Za-z0-9_+-]{0,31}(?:\/[A-Za-z0-9_+-]{1,31}){0,2}$/;
const MOST_ZONES = 64;
const known = new Map<string, OffsetAt | null>();

/**
 * Offsets out of the system's zone files: 8 MB less than the language's tables, which answer where a system has no files.
 * A zone is read once; a new release of the files counts after a restart.
 */
export const systemZoneOffsets: ZoneOffsets = (zone, at) => {
  if (zone === "UTC") return 0;
  const read = known.get(zone) ?? readZone(zone);
  if (known.size < MOST_ZONES) known.set(zone, read);
  return read === null ? intlZoneOffsets(zone, at) : read(at);
};

function readZone(zone: string): OffsetAt | null {
  if (!NAME.test(zone)) return null;
  try {
    return parseZoneFile(new Uint8Array(readFileSync(join(FOLDER, zone))));
  } catch {
    return null;
  }
}
