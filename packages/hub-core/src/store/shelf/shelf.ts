import { emptyBits, eachOf, put, widened } from "./bits.ts";
import type { Bits } from "./bits.ts";
import { WordIndex } from "./word-index.ts";
import type { Lexemes } from "./word-index.ts";

/** What the search looks at of one listing; facets and labels are ids of terms. */
export type ShelfRow = {
  readonly place: number;
  readonly listingId: string;
  readonly rank: number;
  readonly updatedAt: number;
  readonly ratingLower: number;
  readonly priceMinor: number;
  readonly facets: readonly number[];
  readonly labels: readonly number[];
};

/** What results are put in order by. */
export const SORT_KEYS = ["rank", "updatedAt", "ratingLower", "priceMinor"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** The listings that a word is in, anywhere and in the heading; kept while the shelf changes. */
export type WordSets = { readonly lexemes: readonly string[]; anywhere: Bits; heading: Bits };

// A set of a hundred thousand listings is 12 KiB.
const mostWords = 1_000;
const mostValues = 1_000;
const mostTerms = 2_000;

/**
 * The search's rows in memory, each in a slot, and sets of slots: by facet value and label, and by word as words are asked for.
 * Everything in it is public. One is kept per database; whoever changes it leaves it whole.
 */
export class Shelf {
  readonly rows: (ShelfRow | undefined)[] = [];
  all: Bits = emptyBits(1024);
  /** What the orders compare, by slot. */
  readonly keys: Record<SortKey, Float64Array> = {
    rank: new Float64Array(1024),
    updatedAt: new Float64Array(1024),
    ratingLower: new Float64Array(1024),
    priceMinor: new Float64Array(1024),
  };
  readonly #slots = new Map<number, number>();
  readonly #free: number[] = [];
  readonly #terms = new Map<number, Bits>();
  readonly #index = new WordIndex();
  readonly #words = new Map<string, WordSets>();
  #room = 1024;

  /** Adds a listing or changes it. */
  set(row: ShelfRow, lexemes: Lexemes): void {
    const slot = this.#slots.get(row.place) ?? this.#slotFor(row.place);
    const before = this.rows[slot];
    if (before !== undefined) this.#mark(before, slot, false);
    this.rows[slot] = row;
    this.#mark(row, slot, true);
    put(this.all, slot, true);
    for (const key of SORT_KEYS) this.keys[key][slot] = row[key];
    this.#index.set(slot, lexemes);
    if (this.#words.size === 0) return;
    const [document, heading] = [new Set(lexemes.document), new Set(lexemes.heading)];
    for (const word of this.#words.values()) {
      put(
        word.anywhere,
        slot,
        word.lexemes.some((each) => document.has(each)),
      );
      put(
        word.heading,
        slot,
        word.lexemes.some((each) => heading.has(each)),
      );
    }
  }

  /** Takes a listing off. */
  remove(place: number): void {
    const slot = this.#slots.get(place);
    const row = slot === undefined ? undefined : this.rows[slot];
    if (slot === undefined || row === undefined) return;
    this.#mark(row, slot, false);
    this.#index.set(slot, null);
    for (const { anywhere, heading } of this.#words.values()) {
      put(anywhere, slot, false);
      put(heading, slot, false);
    }
    put(this.all, slot, false);
    this.rows[slot] = undefined;
    this.#slots.delete(place);
    this.#free.push(slot);
  }

  /** Who has a term; the empty set where nobody does. */
  having(term: number): Bits {
    const bits = this.#terms.get(term) ?? this.#scanned(term);
    if (this.#terms.size < mostTerms) this.#terms.set(term, bits);
    return bits;
  }

  /** The terms whose sets are kept. */
  get terms(): ReadonlyMap<number, Bits> {
    return this.#terms;
  }

  /** Whether no facet has more values than are kept. */
  get keepsAllValues(): boolean {
    return this.#terms.size < mostValues;
  }

  /** Who has a part of a question, which is a word or alternatives in PostgreSQL's notation. */
  word(part: string): WordSets {
    const lexemes = [...part.matchAll(/'((?:[^']|'')+)'/g)].map(([, lexeme = ""]) => lexeme.replaceAll("''", "'"));
    const sets = this.#words.get(part) ?? { lexemes, ...this.#index.sets(lexemes, this.#room) };
    // The one asked for last goes last.
    this.#words.delete(part);
    const [oldest] = this.#words.keys();
    if (this.#words.size >= mostWords && oldest !== undefined) this.#words.delete(oldest);
    this.#words.set(part, sets);
    return sets;
  }

  get size(): number {
    return this.#slots.size;
  }

  #slotFor(place: number): number {
    const slot = this.#free.pop() ?? this.rows.length;
    this.#slots.set(place, slot);
    if (slot >= this.#room) this.#widen();
    return slot;
  }

  #widen(): void {
    // By a quarter: sets are laid over each other from end to end.
    this.#room = Math.ceil((this.#room * 1.25) / 1024) * 1024;
    this.all = widened(this.all, this.#room);
    for (const key of SORT_KEYS) {
      const wider = new Float64Array(this.#room);
      wider.set(this.keys[key]);
      this.keys[key] = wider;
    }
    for (const [term, bits] of this.#terms) this.#terms.set(term, widened(bits, this.#room));
    for (const word of this.#words.values()) {
      word.anywhere = widened(word.anywhere, this.#room);
      word.heading = widened(word.heading, this.#room);
    }
  }

  #mark({ facets, labels }: ShelfRow, slot: number, isIn: boolean): void {
    for (const term of facets) {
      // Until there are too many to keep, whatever was seen is kept, so a new one is in no other row.
      if (!this.#terms.has(term) && this.#terms.size < mostValues) this.#terms.set(term, emptyBits(this.#room));
    }
    for (const term of [...facets, ...labels]) {
      const known = this.#terms.get(term);
      if (known !== undefined) put(known, slot, isIn);
    }
  }

  #scanned(term: number): Bits {
    const bits = emptyBits(this.#room);
    eachOf(this.all, (slot) => {
      const row = this.rows[slot];
      if (row !== undefined && (row.facets.includes(term) || row.labels.includes(term))) put(bits, slot, true);
    });
    return bits;
  }
}
