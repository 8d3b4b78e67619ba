import type { FleetModel } from "../fleet-model.ts";
import type { RecordedRequest, Scenario, Span } from "../scenario.ts";
import { ScenarioError } from "../scenario-error.ts";

const LONGEST_TIMEOUT_MS = 600_000;

/** Throws a `ScenarioError` for what no run could make sense of. */
export function checkScenario({ fleet, traffic, seconds, seed, faults = [] }: Scenario): void {
  demand(seconds > 0 && seconds <= 31 * 86_400, "seconds must lie between 0 and a month");
  demand(Number.isSafeInteger(seed), "seed must be a whole number");
  demand(fleet.servers.length > 0 && fleet.servers.length <= 1_000, "fleet.servers needs 1 to 1,000 servers");
  for (const { name, size } of fleet.servers)
    demand(size > 0 && Number.isFinite(size), `fleet.servers: the size of ${name} must be above 0`);
  const shares = fleet.classes.reduce((sum, { share }) => sum + share, 0);
  demand(Math.abs(shares - 1) < 1e-6, `fleet.classes: the shares add up to ${shares}, they must add up to 1`);
  for (const { name, share, service } of fleet.classes) {
    demand(share >= 0, `fleet.classes: the share of ${name} must not be negative`);
    demand(service.mean > 0 && Number.isFinite(service.mean), `fleet.classes: the mean of ${name} must be above 0`);
    if (service.kind === "pareto")
      demand(service.shape > 1 && service.cutoff > 1, `fleet.classes: ${name} needs shape and cutoff above 1`);
  }
  demand(fleet.catalogue.items >= 1, "fleet.catalogue.items must be at least 1");
  demand(
    fleet.clientTimeoutMs > 0 && fleet.clientTimeoutMs <= LONGEST_TIMEOUT_MS,
    `fleet.clientTimeoutMs must lie between 0 and ${LONGEST_TIMEOUT_MS}`,
  );
  demand(fleet.coresPerRequest > 0, "fleet.coresPerRequest must be above 0");
  let last = Number.NEGATIVE_INFINITY;
  traffic.points.forEach(({ t, rate }, index) => {
    demand(Number.isFinite(t) && t >= last, `traffic.points[${index}]: times must be numbers that do not fall`);
    demand(Number.isFinite(rate) && rate >= 0, `traffic.points[${index}]: the rate must be a number of at least 0`);
    last = t;
  });
  checkRequests(fleet, traffic.requests ?? []);
  for (const fault of faults) {
    checkSpan({ ...fault, value: 0 }, `faults: ${fault.kind}`);
    if ("server" in fault)
      demand(fleet.servers[fault.server] !== undefined, `faults: there is no server ${fault.server}`);
  }
  for (const span of [...(traffic.mobileShare ?? []), ...(traffic.heaviness ?? []), ...(traffic.campaigns ?? [])])
    checkSpan(span, "traffic");
}

function checkRequests(fleet: FleetModel, requests: readonly RecordedRequest[]): void {
  const names = new Set(fleet.classes.map(({ name }) => name));
  let last = 0;
  requests.forEach(({ at, class: own, item = 0, cost = 0 }, index) => {
    const where = `traffic.requests[${index}]`;
    demand(Number.isFinite(at) && at >= last, `${where}: times must be numbers from 0 that do not fall`);
    demand(names.has(own), `${where}: the fleet has no class ${own}`);
    demand(
      Number.isInteger(item) && item >= 0 && item < fleet.catalogue.items,
      `${where}: the catalogue has no item ${item}`,
    );
    demand(Number.isFinite(cost) && cost >= 0, `${where}: the cost must be a number of at least 0`);
    last = at;
  });
}

function checkSpan({ from, to, value }: Span, where: string): void {
  demand(
    from <= to && Number.isFinite(value),
    `${where}: a span from ${from} to ${to} with value ${value} makes no sense`,
  );
}

function demand(holds: boolean, message: string): void {
  if (!holds) throw new ScenarioError(`The scenario cannot be run: ${message}.`);
}
