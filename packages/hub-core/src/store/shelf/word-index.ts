import { emptyBits, put } from "./bits.ts";
import type { Bits } from "./bits.ts";

/** The words of one listing as the search compares them, each once. */
export type Lexemes = { readonly document: readonly string[]; readonly heading: readonly string[] };

const inDocument = 1;
const inHeading = 2;

/** Which slots a word is in. A list of numbers a word, and one a slot to know what it had: outside the heap, because there are millions. */
export class WordIndex {
  readonly #ids = new Map<string, number>();
  /** By word: slots, each with where in the listing it is. */
  readonly #places: Numbers[] = [];
  /** By slot: the same the other way round, as a part of `#held`. */
  readonly #from: Numbers = new Numbers();
  readonly #size: Numbers = new Numbers();
  #held: Numbers = new Numbers();
  #used = 0;

  /** What the listing in a slot says from now on; nothing where it is gone. */
  set(slot: number, lexemes: Lexemes | null): void {
    const entries = lexemes === null ? [] : this.#entriesOf(lexemes);
    const before = this.#entriesAt(slot);
    // Most changes are of a rank or a price.
    if (entries.length === before.length && entries.every((entry, place) => entry === before[place])) return;
    const [gone, come] = [new Set(before), new Set(entries)];
    for (const entry of gone) if (!come.has(entry)) this.#placesOf(entry >>> 2).take(slot * 4 + (entry & 3));
    for (const entry of come) if (!gone.has(entry)) this.#placesOf(entry >>> 2).add(slot * 4 + (entry & 3));
    this.#hold(slot, entries);
  }

  /** Where any of the words is, as sets for so many slots. */
  sets(lexemes: readonly string[], room: number): { readonly anywhere: Bits; readonly heading: Bits } {
    const sets = { anywhere: emptyBits(room), heading: emptyBits(room) };
    for (const lexeme of lexemes) {
      const id = this.#ids.get(lexeme);
      if (id === undefined) continue;
      this.#placesOf(id).each((place) => {
        if ((place & inDocument) !== 0) put(sets.anywhere, place >>> 2, true);
        if ((place & inHeading) !== 0) put(sets.heading, place >>> 2, true);
      });
    }
    return sets;
  }

  #placesOf(id: number): Numbers {
    const known = this.#places[id];
    if (known !== undefined) return known;
    const places = new Numbers();
    this.#places[id] = places;
    return places;
  }

  #entriesOf({ document, heading }: Lexemes): readonly number[] {
    const headed = heading.map((lexeme) => this.#idOf(lexeme));
    const entries = document.map((lexeme) => {
      const id = this.#idOf(lexeme);
      return id * 4 + inDocument + (headed.includes(id) ? inHeading : 0);
    });
    const alone = headed.filter((id) => !entries.includes(id * 4 + inDocument + inHeading));
    return [...entries, ...alone.map((id) => id * 4 + inHeading)];
  }

  #idOf(lexeme: string): number {
    const known = this.#ids.get(lexeme);
    if (known !== undefined) return known;
    // A copy: what was cut out of a long text would keep all of it.
    this.#ids.set(Buffer.from(lexeme).toString(), this.#ids.size);
    return this.#ids.size - 1;
  }

  #entriesAt(slot: number): Uint32Array {
    const from = this.#from.at(slot);
    return this.#held.part(from, from + this.#size.at(slot));
  }

  #hold(slot: number, entries: readonly number[]): void {
    this.#used += entries.length - this.#size.at(slot);
    this.#from.put(slot, this.#held.length);
    this.#size.put(slot, entries.length);
    for (const entry of entries) this.#held.add(entry);
    if (this.#held.length > 2 * this.#used + 65_536) this.#closeUp();
  }

  // Half of what is held is of listings as they were.
  #closeUp(): void {
    const held = new Numbers();
    for (let slot = 0; slot < this.#from.length; slot += 1) {
      const entries = this.#entriesAt(slot);
      this.#from.put(slot, held.length);
      for (const entry of entries) held.add(entry);
    }
    this.#held = held;
  }
}

/** A list of whole numbers below 2^32 that grows. */
class Numbers {
  #values = new Uint32Array(4);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(place: number): number {
    return place < this.#length ? (this.#values[place] ?? 0) : 0;
  }

  part(from: number, to: number): Uint32Array {
    return this.#values.subarray(from, to);
  }

  add(value: number): void {
    this.put(this.#length, value);
  }

  put(place: number, value: number): void {
    if (place >= this.#values.length) {
      const wider = new Uint32Array(Math.max(place + 1, Math.ceil(this.#values.length * 1.5)));
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[place] = value;
    this.#length = Math.max(this.#length, place + 1);
  }

  /** Takes a value out; the last one gets its place. */
  take(value: number): void {
    const place = this.#values.subarray(0, this.#length).indexOf(value);
    if (place === -1) return;
    this.#length -= 1;
    this.#values[place] = this.#values[this.#length] ?? 0;
  }

  each(visit: (value: number) => void): void {
    for (let place = 0; place < this.#length; place += 1) visit(this.#values[place] as number);
  }
}
