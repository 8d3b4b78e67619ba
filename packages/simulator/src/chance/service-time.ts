import type { ServiceTime } from "../fleet-model.ts";
import { normalQuantile } from "./normal-quantile.ts";

/** A service time of mean one from one uniform number in [0, 1): the same number, the same size, whatever the mean. */
export class ServiceSampler {
  private readonly kind: ServiceTime["kind"];
  private readonly shape: number;
  private readonly offset: number;
  private readonly most: number;

  constructor(service: ServiceTime) {
    this.kind = service.kind;
    this.shape = 0;
    this.offset = 0;
    this.most = Number.POSITIVE_INFINITY;
    if (service.kind === "uniform") this.shape = service.spread;
    if (service.kind === "lognormal") {
      this.shape = service.sigma;
      this.offset = (-service.sigma * service.sigma) / 2;
    }
    if (service.kind === "pareto") {
      this.shape = -1 / service.shape;
      this.most = service.cutoff;
      this.offset = smallestOfPareto(service.shape, service.cutoff);
    }
  }

  sample(uniform: number): number {
    switch (this.kind) {
      case "constant":
        return 1;
      case "exponential":
        return -Math.log(1 - uniform);
      case "uniform":
        return 1 + this.shape * (2 * uniform - 1);
      case "lognormal":
        return Math.exp(this.offset + this.shape * normalQuantile(uniform));
      case "pareto":
        return Math.min(this.most, this.offset * (1 - uniform) ** this.shape);
      default:
        return this.kind satisfies never;
    }
  }
}

// E[min(X, c)] = (a·m - m^a·c^(1-a)) / (a - 1) for a Pareto of shape a from m on: the m that makes it one.
function smallestOfPareto(shape: number, cutoff: number): number {
  let low = 0;
  let high = 1;
  for (let turn = 0; turn < 80; turn += 1) {
    const middle = (low + high) / 2;
    const mean = (shape * middle - middle ** shape * cutoff ** (1 - shape)) / (shape - 1);
    if (mean < 1) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
