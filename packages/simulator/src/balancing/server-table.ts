/** What a balancer may know of the servers: one entry for each, in the order of the fleet's. */
export class ServerTable {
  readonly count: number;
  /** Weights as HAProxy has them, 1 to 256. */
  readonly weight: Int32Array;
  /** Requests that a server is working on. */
  readonly served: Int32Array;
  /** Requests that wait for this very server. */
  readonly queued: Int32Array;
  /** 1 where new requests may go: in service, and not known to be lost. */
  readonly usable: Uint8Array;
  /** Requests at once a server. */
  maxConnections = 1;

  constructor(weights: readonly number[]) {
    this.count = weights.length;
    this.weight = Int32Array.from(weights);
    this.served = new Int32Array(this.count);
    this.queued = new Int32Array(this.count);
    this.usable = new Uint8Array(this.count).fill(1);
  }

  /** Whether a request can be sent to it at once. */
  isFree(server: number): boolean {
    return (
      this.usable[server] === 1 && this.queued[server] === 0 && (this.served[server] as number) < this.maxConnections
    );
  }

  anyUsable(): boolean {
    for (let server = 0; server < this.count; server += 1) if (this.usable[server] === 1) return true;
    return false;
  }
}
