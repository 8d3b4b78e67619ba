import { openHaproxyTarget } from "@fleet-persona/agent";
import { faultsOfLoad, runArm, type Controller, type DemoFleet, type Trace } from "@fleet-persona/demo-fleet";
import type { Configuration } from "@fleet-persona/persona";

/** What fidelity compares, of one pass over a trace. */
export type Figures = {
  readonly requests: number;
  readonly errors: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly hitRatio: number;
};

export type LiveFigures = Figures & { readonly faults: readonly string[] };

export type LiveRun = {
  readonly fleet: DemoFleet;
  readonly trace: Trace;
  readonly seed: number;
  readonly warmupSeconds: number;
  readonly configuration: Configuration;
};

/** One pass over the trace on the live fleet, held at one configuration. */
export async function runLive({ fleet, configuration, ...pass }: LiveRun): Promise<LiveFigures> {
  const { arm, load } = await runArm({ fleet, ...pass, controller: holding(configuration) });
  const { requests, errors, p50Ms, p95Ms, cacheHitRatio } = arm;
  return { requests, errors, p50Ms, p95Ms, hitRatio: cacheHitRatio, faults: faultsOfLoad(load) };
}

function holding(configuration: Configuration): Controller {
  return async (fleet) => {
    const target = await openHaproxyTarget(fleet.target);
    for (const step of await target.plan(configuration)) await step.apply();
    // A drained server is parked when somebody looks.
    await target.observe(Date.now());
    return { [Symbol.asyncDispose]: () => target.close() };
  };
}
