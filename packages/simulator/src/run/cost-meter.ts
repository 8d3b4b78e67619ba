import type { CostModel } from "../fleet-model.ts";

/** Adds up what the fleet costs: allocated cores over time, and servers in service by whole blocks. */
export class CostMeter {
  /** Core-ms allocated so far. */
  coreMs = 0;
  /** In the cost model's unit, breaches apart. */
  cost = 0;
  private at = 0;
  private cores = 0;
  private inService = 0;
  private readonly paidUntil: Float64Array;
  private readonly serving: Uint8Array;
  private readonly model: CostModel;

  constructor(servers: number, model: CostModel) {
    this.model = model;
    this.paidUntil = new Float64Array(servers);
    this.serving = new Uint8Array(servers);
  }

  advance(now: number): void {
    const seconds = (now - this.at) / 1000;
    this.coreMs += this.cores * (now - this.at);
    this.cost += this.cores * seconds * this.model.perCoreSecond;
    this.at = now;
    const block = this.model.minimumBillingS;
    if (block > 0) this.payBlocks(now, block);
    else this.cost += this.inService * seconds * this.model.perServerSecond;
  }

  /** The fleet is different from now on; `serves` says which servers are paid for. */
  change(now: number, cores: number, serves: (server: number) => boolean): void {
    this.advance(now);
    this.cores = cores;
    this.inService = 0;
    for (let server = 0; server < this.serving.length; server += 1) {
      const does = serves(server);
      if (does) this.inService += 1;
      // What was paid in advance still stands when it comes back within the block.
      if (does && this.serving[server] === 0) this.paidUntil[server] = Math.max(now, this.paidUntil[server] as number);
      this.serving[server] = does ? 1 : 0;
    }
    if (this.model.minimumBillingS > 0) this.payBlocks(now, this.model.minimumBillingS);
  }

  private payBlocks(now: number, block: number): void {
    for (let server = 0; server < this.serving.length; server += 1) {
      while (this.serving[server] === 1 && (this.paidUntil[server] as number) <= now) {
        this.paidUntil[server] = (this.paidUntil[server] as number) + block * 1000;
        this.cost += block * this.model.perServerSecond;
      }
    }
  }
}
