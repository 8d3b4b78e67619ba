import { posixZone, type OffsetAt } from "./posix-zone.ts";

type Header = { readonly version: number; readonly counts: readonly number[] };

const HEADER = 44;
const MAGIC = 0x545a_6966; // "TZif"
const TYPE_BYTES = 6;
const LARGEST = 64 * 1024;

/** Reads a compiled zone file (TZif version 2 or later, RFC 8536), as systems keep them; null for anything else. */
export function parseZoneFile(bytes: Uint8Array): OffsetAt | null {
  if (bytes.length > LARGEST) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const old = headerAt(view, 0);
    if (old === null || old.version < 0x32) return null;
    // The first block is for readers that know 32 bits only.
    const second = HEADER + blockLength(old, 4);
    const header = headerAt(view, second);
    return header === null ? null : zoneOf(view, second + HEADER, header);
  } catch {
    // A view refuses what lies outside of it: the file was cut off.
    return null;
  }
}

function headerAt(view: DataView, at: number): Header | null {
  if (view.getUint32(at) !== MAGIC) return null;
  return {
    version: view.getUint8(at + 4),
    counts: [20, 24, 28, 32, 36, 40].map((field) => view.getUint32(at + field)),
  };
}

function blockLength({ counts }: Header, timeBytes: number): number {
  const [utc = 0, standard = 0, leaps = 0, times = 0, types = 0, names = 0] = counts;
  return times * (timeBytes + 1) + types * TYPE_BYTES + names + leaps * (timeBytes + 4) + standard + utc;
}

function zoneOf(view: DataView, block: number, header: Header): OffsetAt | null {
  const [, , , times = 0, types = 0] = header.counts;
  const indexes = block + times * 8;
  const offsetOf = (type: number) => view.getInt32(indexes + times + type * TYPE_BYTES) * 1000;
  const list = Array.from({ length: times }, (_, index) => ({
    from: Number(view.getBigInt64(block + index * 8)) * 1000,
    offset: offsetOf(view.getUint8(indexes + index)),
  }));
  if (types === 0) return null;
  const first = offsetOf(0);
  const after = posixZone(footer(view, block + blockLength(header, 8)));
  const last = list.at(-1);
  return (at) => {
    if (last === undefined || at >= last.from) return after === null ? (last?.offset ?? first) : after(at);
    return list.findLast(({ from }) => from <= at)?.offset ?? first;
  };
}

// Between two newlines at the very end.
function footer(view: DataView, at: number): string {
  let text = "";
  for (let index = at + 1; index < view.byteLength - 1; index += 1) text += String.fromCharCode(view.getUint8(index));
  return text;
}
