import type { Estimate, FitError, TrialMaterial } from "@fleet-persona/hub-core";
import { personaPolicy, type OnnxModelSession } from "@fleet-persona/learning";
import { compareArms } from "./compare-arms.ts";
import { chooseShape, errorOn, type Fit } from "./choose-shape.ts";
import { fitLoad, serversOf, simulatedAttributes } from "./fit-model.ts";
import type { RecordedFleet } from "./recorded-fleet.ts";
import { recordedLoad, type RecordedLoad } from "./recorded-load.ts";
import { settableOf, type Settable } from "./settable.ts";
import { heldBackFrom, recordedSeconds, stretchesIn } from "./windows.ts";

/**
 * Above these median errors no effect is shown. People act on differences of a fifth and more; two live runs of the same traffic
 * differ by a tenth or so in p95; a simulator that errs by more than this could not tell the one from the other.
 */
export const errorBounds = { p95: 0.3, cpu: 0.2 } as const;

const OBJECTIVE = { p95Ms: 150, errorShare: 0.01 } as const;

type Asked = Pick<TrialMaterial, "recording" | "manifest"> & {
  readonly fleet: RecordedFleet;
  readonly session: OnnxModelSession;
  readonly estimateMinutes: number;
};

/** What the candidate would have changed, by a simulator that is fitted to the recording and held against the part it did not see. */
export async function estimateEffect({
  recording,
  manifest,
  fleet,
  session,
  estimateMinutes,
}: Asked): Promise<Estimate> {
  const load = recordedLoad(recording);
  if ("missing" in load)
    return none(
      "signals-missing",
      `No simulator can be fitted without ${load.missing.join(", ")}, which this fleet does not record.`,
    );
  const minutes = Math.floor(recordedSeconds(load) / 60);
  if (minutes < estimateMinutes) {
    const message = `An effect is estimated from ${estimateMinutes} minutes of recording on; this fleet has ${minutes}. The replay above needs less.`;
    return none("too-little-data", message);
  }
  const settable = settableOf(recording, fleet);
  const steered = settable.steered.map(({ name }) => name);
  const leftOut = manifest.attributes.map(({ name }) => name).filter((name) => !steered.includes(name));
  if (steered.length === 0) {
    const message = `The simulator knows what ${[...simulatedAttributes].join(", ")} do; this Persona steers none of them here.`;
    return none("nothing-to-steer", message);
  }
  const unknown = manifest.policy.inputs.signals.filter(({ name, required }) => required && !isSimulated(name));
  if (unknown.length > 0) {
    const names = unknown.map(({ name }) => name).join(", ");
    return none("signals-missing", `The Persona requires ${names}, which the simulator cannot make.`);
  }
  return fitted({ load, settable, manifest, session, steered, leftOut });
}

type Fitting = {
  readonly load: RecordedLoad;
  readonly settable: Settable;
  readonly manifest: TrialMaterial["manifest"];
  readonly session: OnnxModelSession;
  readonly steered: readonly string[];
  readonly leftOut: readonly string[];
};

async function fitted({ load, settable, manifest, session, steered, leftOut }: Fitting): Promise<Estimate> {
  const border = heldBackFrom(load);
  const moments = load.t.length;
  const fit = fitLoad(load, border, serversOf(settable.activeServers), settable.strategyAt);
  const tooFar = "The costs of a request could not be told from this recording: the CPU used hardly follows the load.";
  if (!(fit.cpuMs > 0)) return none("error-too-large", tooFar);
  const common = { load, settable, manifest, fit, objective: OBJECTIVE };
  const training = stretchesIn(load, { from: 0, to: border }, { count: 3, seconds: 240, requests: 90_000 });
  const chosen = await chooseShape(common, training);
  const held = stretchesIn(load, { from: border, to: moments }, { count: 6, seconds: 300, requests: 400_000 });
  if (chosen === null || held.length === 0)
    return none(
      "too-little-data",
      "The recording is too broken up: no stretch of a minute and a half is without a silence.",
    );
  const error = await errorOn(common, chosen, held);
  if (error.p95 > errorBounds.p95 || error.cpu > errorBounds.cpu)
    return none("error-too-large", sayError(error), error);
  const candidate = personaPolicy({ ...manifest, inputs: manifest.policy.inputs.signals, session });
  const arms = await compareArms(common, chosen, held, candidate);
  return {
    kind: "estimate",
    error,
    trained_seconds: Math.round(recordedSeconds(load, 0, border - 1)),
    held_back: {
      since: load.startsAt + 1000 * (load.t[border] ?? 0),
      until: load.startsAt + 1000 * (load.t[moments - 1] ?? 0),
      simulated_seconds: Math.round(arms.seconds),
    },
    objective: { p95_ms: OBJECTIVE.p95Ms, error_share: OBJECTIVE.errorShare },
    fitted: fittedOf(common.fit, chosen),
    as_it_was: arms.asItWas,
    candidate: arms.candidate,
    steered: [...steered],
    left_out: [...leftOut],
  };
}

function fittedOf({ cpuMs, servers, cacheable }: ReturnType<typeof fitLoad>, { shape, overheadMs }: Fit) {
  return { ...shape, cpu_ms_per_request: cpuMs, overhead_ms: overheadMs, servers, cacheable };
}

function sayError({ p95, cpu }: FitError): string {
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  return `The simulator fitted to this fleet misses p95 by ${percent(p95)} and the CPU used by ${percent(cpu)} (medians) on the part it had not seen; above ${percent(errorBounds.p95)} and ${percent(errorBounds.cpu)} it could not tell a real effect from its own error.`;
}

function none(
  because: Extract<Estimate, { kind: "none" }>["because"],
  message: string,
  error: FitError | null = null,
): Estimate {
  return { kind: "none", because, message: message.slice(0, 1_000), error };
}

// What the simulator observes, and what agents derive of it.
const SIMULATED =
  /^(?:request_rate|latency_p(?:50|95|99)|error_rate|throughput|queue_depth|cpu_utilisation|cache_hit_ratio|mobile_share|search_share|checkout_share|session_depth|conversion_rate|revenue_rate|time_of_day\.(?:sin|cos)|day_of_week\.(?:sin|cos)|campaign_active|campaign_starts_in|intent\.\w+)(?:\.(?:trend|forecast_\w+|persistence_\w+))?$/;

function isSimulated(name: string): boolean {
  return SIMULATED.test(name);
}
