import { openHaproxyTarget } from "@fleet-persona/agent";
import {
  faultsOfLoad,
  runArm,
  traceSeconds,
  type Controller,
  type DemoFleet,
  type Trace,
} from "@fleet-persona/demo-fleet";
import type { Configuration } from "@fleet-persona/persona";

/** What fidelity compares, of one pass over a trace. */
export type Figures = {
  readonly requests: number;
  readonly errors: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly hitRatio: number;
  /** CPU that the origins used over the whole pass, warm-up included, of what they were allocated in its time. */
  readonly cpuUtilisation: number;
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
  const use: Use = { seconds: 0 };
  const { arm, load } = await runArm({ fleet, ...pass, controller: holding(configuration, use) });
  const { requests, errors, p50Ms, p95Ms, cacheHitRatio } = arm;
  const cpuUtilisation = use.seconds / traceSeconds(pass.trace);
  return { requests, errors, p50Ms, p95Ms, hitRatio: cacheHitRatio, cpuUtilisation, faults: faultsOfLoad(load) };
}

/** Seconds for which all that was allocated would have been used to give what was used, from before the load until after it. */
type Use = { seconds: number };

function holding(configuration: Configuration, use: Use): Controller {
  return async (fleet) => {
    const target = await openHaproxyTarget(fleet.target);
    for (const step of await target.plan(configuration)) await step.apply();
    // A drained server is parked when somebody looks.
    let at = performance.now();
    const look = async () => {
      const { cpu_utilisation: used } = await target.observe(Date.now());
      const now = performance.now();
      use.seconds += ((used?.value ?? 0) * (now - at)) / 1000;
      at = now;
    };
    await look();
    let looking = Promise.resolve();
    const timer = setInterval(() => {
      looking = look().catch(() => undefined);
    }, 1000);
    return {
      async [Symbol.asyncDispose]() {
        clearInterval(timer);
        await looking;
        await look();
        await target.close();
      },
    };
  };
}
