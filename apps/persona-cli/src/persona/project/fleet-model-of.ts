import type { FleetModel, ServiceTime } from "@fleet-persona/simulator";
import type { Project } from "./project-schema.ts";

type Service = Project["fleet"]["classes"][number]["service"];

/** The fleet of a project as the simulator has it. */
export function fleetModelOf({ fleet, attributes }: Pick<Project, "fleet" | "attributes">): FleetModel {
  const { behaviour, cost } = fleet;
  return {
    servers: fleet.servers,
    classes: fleet.classes.map(({ priority, service, answer_bytes, ...each }) => ({
      ...each,
      service: serviceOf(service),
      ...(priority === undefined ? {} : { priority }),
      ...(answer_bytes === undefined ? {} : { answerBytes: answer_bytes }),
    })),
    catalogue: fleet.catalogue,
    cacheTtlS: fleet.cache_ttl_s,
    cpu: fleet.cpu.kind === "fluid" ? fleet.cpu : { kind: "quota", periodMs: fleet.cpu.period_ms },
    discipline: fleet.discipline,
    coresPerRequest: fleet.cores_per_request,
    overheadMs: fleet.overhead_ms,
    queue: { limit: fleet.queue.limit, timeoutMs: fleet.queue.timeout_ms },
    clientTimeoutMs: fleet.client_timeout_ms,
    retries: fleet.retries,
    lossNoticedAfterS: fleet.loss_noticed_after_s,
    parkedCores: fleet.parked_cores,
    startUpS: fleet.start_up_s,
    ...optionalParts(fleet),
    attributes,
    actuationDelayS: fleet.actuation_delay_s,
    objective: { p95Ms: fleet.objective.p95_ms, errorShare: fleet.objective.error_share },
    behaviour: {
      mobileShare: behaviour.mobile_share,
      sessionDepth: behaviour.session_depth,
      conversion: behaviour.conversion,
      conversionLossPer100Ms: behaviour.conversion_loss_per_100_ms,
      revenuePerOrder: behaviour.revenue_per_order,
    },
    cost: {
      perCoreSecond: cost.per_core_second,
      perServerSecond: cost.per_server_second,
      minimumBillingS: cost.minimum_billing_s,
      perBreachSecond: cost.per_breach_second,
    },
  };
}

function optionalParts({ cache, compression }: Project["fleet"]): Pick<FleetModel, "cache" | "compression"> {
  const { capacity, whole_seconds } = cache ?? {};
  const kept = {
    ...(capacity === undefined ? {} : { capacity }),
    ...(whole_seconds === undefined ? {} : { wholeSeconds: whole_seconds }),
  };
  if (compression === undefined) return cache === undefined ? {} : { cache: kept };
  const { ratio, overhead_ms, mobile_transfer_ms } = compression;
  const packed = { ratio, overheadMs: overhead_ms, mobileTransferMs: mobile_transfer_ms };
  return { ...(cache === undefined ? {} : { cache: kept }), compression: packed };
}

function serviceOf(service: Service): ServiceTime {
  const mean = service.mean_ms;
  switch (service.kind) {
    case "constant":
    case "exponential":
      return { kind: service.kind, mean };
    case "uniform":
      return { kind: "uniform", mean, spread: service.spread };
    case "lognormal":
      return { kind: "lognormal", mean, sigma: service.sigma };
    case "pareto":
      return { kind: "pareto", mean, shape: service.shape, cutoff: service.cutoff };
    default:
      return service satisfies never;
  }
}
