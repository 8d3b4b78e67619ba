/**
 * A shared cache of catalogue items: each entry lives a fixed time from when its answer was stored, and with a capacity the one
 * that was used longest ago makes room (a list through two arrays, the last index being its head).
 */
export class TtlCache {
  private readonly expiresAt: Float64Array;
  private readonly newer: Int32Array;
  private readonly older: Int32Array;
  private readonly capacity: number;
  /** HAProxy keeps whole seconds: an entry ends at the whole second its time falls into. */
  private readonly wholeSeconds: boolean;
  private held = 0;
  lookups = 0;
  hits = 0;

  constructor(items: number, capacity: number, wholeSeconds: boolean) {
    this.expiresAt = new Float64Array(items).fill(Number.NEGATIVE_INFINITY);
    this.capacity = capacity;
    this.wholeSeconds = wholeSeconds;
    const places = capacity < items ? items + 1 : 1;
    this.newer = new Int32Array(places).fill(-1);
    this.older = new Int32Array(places).fill(-1);
    this.newer[places - 1] = places - 1;
    this.older[places - 1] = places - 1;
  }

  /** Whether the item is answered from here at `now` (ms). */
  lookUp(item: number, now: number): boolean {
    this.lookups += 1;
    if ((this.expiresAt[item] as number) <= now) return false;
    this.hits += 1;
    if (this.newer.length > 1) this.use(item);
    return true;
  }

  /** A look-up of something that nobody else asks for. */
  missForeign(): void {
    this.lookups += 1;
  }

  store(item: number, now: number, ttlMs: number): void {
    const start = this.wholeSeconds ? Math.floor(now / 1000) * 1000 : now;
    this.expiresAt[item] = start + ttlMs;
    if (this.newer.length === 1) return;
    if ((this.older[item] as number) < 0) this.makeRoom();
    this.use(item);
  }

  private makeRoom(): void {
    const head = this.newer.length - 1;
    this.held += 1;
    if (this.held <= this.capacity) return;
    const last = this.newer[head] as number;
    this.unlink(last);
    this.older[last] = -1;
    this.newer[last] = -1;
    this.expiresAt[last] = Number.NEGATIVE_INFINITY;
    this.held -= 1;
  }

  // The head's `older` is the newest item, its `newer` the oldest: a ring.
  private use(item: number): void {
    const head = this.newer.length - 1;
    if ((this.older[item] as number) >= 0) this.unlink(item);
    const newest = this.older[head] as number;
    this.older[item] = newest;
    this.newer[item] = head;
    this.newer[newest] = item;
    this.older[head] = item;
  }

  private unlink(item: number): void {
    const newer = this.newer[item] as number;
    const older = this.older[item] as number;
    this.older[newer] = older;
    this.newer[older] = newer;
  }
}
