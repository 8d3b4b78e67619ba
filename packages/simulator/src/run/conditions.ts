import { spanAt } from "../arrivals/rate.ts";
import type { Scenario } from "../scenario.ts";

/** What the world is like between two boundaries. */
export type Conditions = {
  readonly heaviness: number;
  readonly mobileShare: number;
  /** Share of cacheable requests that ask for what nobody else does. */
  readonly bustShare: number;
  /** By server: lost, and whether the proxy believes so; what a core-ms is worth. */
  readonly down: readonly boolean[];
  readonly believedDown: readonly boolean[];
  readonly worth: readonly number[];
};

/** Every moment (s) at which conditions may change, rising, after the start. */
export function boundariesOf({ fleet, traffic, faults = [] }: Scenario): Float64Array {
  const noticed = fleet.lossNoticedAfterS ?? 0;
  const spans = [...(traffic.heaviness ?? []), ...(traffic.mobileShare ?? []), ...faults];
  const moments = spans.flatMap(({ from, to }) => [from, to, from + noticed, to + noticed]);
  return Float64Array.from(new Set(moments.filter((moment) => moment > 0 && Number.isFinite(moment)))).sort();
}

export function conditionsAt({ fleet, traffic, faults = [] }: Scenario, t: number): Conditions {
  const noticed = fleet.lossNoticedAfterS ?? 0;
  const down = fleet.servers.map(() => false);
  const believedDown = fleet.servers.map(() => false);
  const worth = fleet.servers.map(() => 1);
  let bustShare = 0;
  for (const fault of faults) {
    const holds = fault.from <= t && t < fault.to;
    if (fault.kind === "server-down") {
      if (holds) down[fault.server] = true;
      if (fault.from + noticed <= t && t < fault.to + noticed) believedDown[fault.server] = true;
    } else if (fault.kind === "slow-server" && holds) worth[fault.server] = (worth[fault.server] ?? 1) * fault.factor;
    else if (fault.kind === "cache-busting" && holds) bustShare = Math.max(bustShare, fault.share);
  }
  return {
    heaviness: spanAt(traffic.heaviness, t, 1),
    mobileShare: spanAt(traffic.mobileShare, t, fleet.behaviour.mobileShare),
    bustShare,
    down,
    believedDown,
    worth,
  };
}
