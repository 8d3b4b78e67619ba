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
  /** CPU that the origins used, of what they were allocated. */
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
  const looks: Look[] = [];
  const { arm, load } = await runArm({ fleet, ...pass, controller: holding(configuration, looks) });
  const { requests, errors, p50Ms, p95Ms, cacheHitRatio } = arm;
  // Looks begin with the load or a moment before: one second more is left out on either side.
  const measured = looks.slice(pass.warmupSeconds + 1, -1);
  const cpuUtilisation = measured.reduce((sum, look) => sum + look, 0) / measured.length;
  return { requests, errors, p50Ms, p95Ms, hitRatio: cacheHitRatio, cpuUtilisation, faults: faultsOfLoad(load) };
}

/** What a look at the fleet each second gave: the share of the allocated CPU that was used. */
type Look = number;

function holding(configuration: Configuration, looks: Look[]): Controller {
  return async (fleet) => {
    const target = await openHaproxyTarget(fleet.target);
    for (const step of await target.plan(configuration)) await step.apply();
    // A drained server is parked when somebody looks.
    const look = async () => {
      const { cpu_utilisation: used } = await target.observe(Date.now());
      if (used !== undefined) looks.push(used.value);
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
        await target.close();
      },
    };
  };
}
