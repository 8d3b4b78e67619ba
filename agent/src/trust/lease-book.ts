import { z } from "zod";
import { readFileIfPresent, writeFileAtomically } from "../state/atomic-file.ts";

const bookSchema = z.record(
  z.string(),
  z.strictObject({ envelope: z.base64(), serial: z.int().positive(), kept: z.iso.datetime() }),
);
type Book = z.infer<typeof bookSchema>;

/** The newest lease of each Persona this host has seen, so that an older one never counts again. */
export type LeaseBook = Readonly<{
  envelope(personaId: string): Uint8Array | null;
  /** 0 before any. */
  highestSerial(personaId: string): number;
  /** Keeps a verified lease; an older one than the kept is ignored. */
  keep(personaId: string, envelope: Uint8Array, serial: number, now: number): void;
}>;

/** Opens the book of a state folder. A damaged file is an error, never a book without leases. */
export function openLeaseBook(path: string): LeaseBook {
  const text = readFileIfPresent(path);
  const book: Book = text === undefined ? {} : bookSchema.parse(JSON.parse(text));
  return {
    envelope: (id) => {
      const kept = book[id]?.envelope;
      return kept === undefined ? null : new Uint8Array(Buffer.from(kept, "base64"));
    },
    highestSerial: (id) => book[id]?.serial ?? 0,
    keep: (id, envelope, serial, now) => {
      if ((book[id]?.serial ?? 0) >= serial) return;
      book[id] = { envelope: Buffer.from(envelope).toString("base64"), serial, kept: new Date(now).toISOString() };
      writeFileAtomically(path, `${JSON.stringify(book, null, 2)}\n`);
    },
  };
}
