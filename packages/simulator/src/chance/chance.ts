/**
 * A seeded stream of numbers (sfc32, Chris Doty-Humphrey's small fast counter). Streams of one seed are independent of each
 * other, so that what one part of a simulation draws never moves what another part draws.
 */
export class Chance {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: number, stream: number) {
    this.a = Math.imul(seed | 0, 0x9e3779b1) ^ 0x5bf03635;
    this.b = Math.imul(stream + 1, 0x85ebca77) ^ Math.floor(seed / 4_294_967_296);
    this.c = (seed | 0) ^ Math.imul(stream + 7, 0xc2b2ae3d);
    for (let turn = 0; turn < 15; turn += 1) this.next();
  }

  /** In [0, 1), 32 bits. */
  next(): number {
    const mixed = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + mixed;
    this.c |= 0;
    return (mixed >>> 0) / 4_294_967_296;
  }
}

/** Numbers of the streams, one for each part that draws. */
export const STREAM = { arrivals: 1, requests: 2, balancing: 3, faults: 4, traffic: 16 } as const;
