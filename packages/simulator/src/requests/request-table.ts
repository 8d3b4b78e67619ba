/** What is known of a visitor, as bits. */
export const TRAIT = { mobile: 1, beginsSession: 2 } as const;

/** Requests that are on their way through the fleet: one slot each, given back when nothing refers to it any more. */
export class RequestTable {
  private capacity = 256;
  private free: Int32Array;
  private freeCount: number;
  /** ms */
  sentAt: Float64Array;
  /** Core-ms that it takes on a server. */
  size: Float64Array;
  /** What a server keeps of it while it works: core-ms left, or the virtual time at which it is done. */
  work: Float64Array;
  /** When it is given up where it is now, ms. */
  deadline: Float64Array;
  /** When it began to wait, ms. */
  queuedAt: Float64Array;
  /** Next in the list it is in, -1 at the end. */
  next: Int32Array;
  /** Neighbours among those who are waited for at its server. */
  earlier: Int32Array;
  later: Int32Array;
  item: Int32Array;
  key: Uint32Array;
  kind: Uint8Array;
  /** TRAIT bits of its visitor. */
  traits: Uint8Array;
  /** How often it has been sent to a server before. */
  tries: Uint8Array;
  /** 1 when nobody waits for it any more, and a server works on it all the same. */
  abandoned: Uint8Array;

  constructor() {
    const { capacity } = this;
    this.free = Int32Array.from({ length: capacity }, (_, index) => capacity - 1 - index);
    this.freeCount = capacity;
    this.sentAt = new Float64Array(capacity);
    this.size = new Float64Array(capacity);
    this.work = new Float64Array(capacity);
    this.deadline = new Float64Array(capacity);
    this.queuedAt = new Float64Array(capacity);
    this.next = new Int32Array(capacity);
    this.earlier = new Int32Array(capacity);
    this.later = new Int32Array(capacity);
    this.item = new Int32Array(capacity);
    this.key = new Uint32Array(capacity);
    this.kind = new Uint8Array(capacity);
    this.traits = new Uint8Array(capacity);
    this.tries = new Uint8Array(capacity);
    this.abandoned = new Uint8Array(capacity);
  }

  /** A slot whose fields the caller fills. */
  take(): number {
    if (this.freeCount === 0) this.grow();
    this.freeCount -= 1;
    const slot = this.free[this.freeCount] as number;
    this.tries[slot] = 0;
    this.abandoned[slot] = 0;
    return slot;
  }

  giveBack(slot: number): void {
    this.free[this.freeCount] = slot;
    this.freeCount += 1;
  }

  /** Slots in use. */
  get inUse(): number {
    return this.capacity - this.freeCount;
  }

  private grow(): void {
    const { capacity } = this;
    this.capacity = capacity * 2;
    this.free = new Int32Array(this.capacity);
    for (let index = 0; index < capacity; index += 1) this.free[index] = this.capacity - 1 - index;
    this.freeCount = capacity;
    for (const name of ["sentAt", "size", "work", "deadline", "queuedAt"] as const) {
      const larger = new Float64Array(this.capacity);
      larger.set(this[name]);
      this[name] = larger;
    }
    for (const name of ["kind", "traits", "tries", "abandoned"] as const) {
      const larger = new Uint8Array(this.capacity);
      larger.set(this[name]);
      this[name] = larger;
    }
    for (const name of ["next", "earlier", "later", "item"] as const) {
      const larger = new Int32Array(this.capacity);
      larger.set(this[name]);
      this[name] = larger;
    }
    const keys = new Uint32Array(this.capacity);
    keys.set(this.key);
    this.key = keys;
  }
}
