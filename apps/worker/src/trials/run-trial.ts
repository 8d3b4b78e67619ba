import type { TrialMaterial, TrialReport } from "@fleet-persona/hub-core";
import type { OnnxModelSession } from "@fleet-persona/learning";
import type { Manifest } from "@fleet-persona/persona";
import { estimateEffect } from "./estimate.ts";
import { recordedFleet } from "./recorded-fleet.ts";
import { boundsOf, shadowReplay } from "./shadow-replay.ts";
import { shadowSummary } from "./summarise-shadow.ts";
import { median } from "./statistics.ts";

/** Opens a stranger's model for running: in the gate's sandbox, which ends when the session is disposed. */
export type OpenModel = (model: Uint8Array, manifest: Manifest) => Promise<OnnxModelSession & AsyncDisposable>;

export type TrialWork = { readonly material: TrialMaterial; readonly estimateMinutes: number };

/** What a trial refuses: the candidate or the recording is not what it should be. `code` is one of hub-core's. */
export class TrialError extends Error {
  override readonly name = "TrialError";
  readonly code: "model-refused" | "signals-missing" | "too-little-data";

  constructor(code: TrialError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** Replays the recording through the candidate, and estimates its effect where that can be done honestly. */
export async function runTrial(work: TrialWork, openModel: OpenModel, clock: () => number): Promise<TrialReport> {
  const { material, estimateMinutes } = work;
  const { manifest, recording, host, digest } = material;
  const began = clock();
  const fleet = recordedFleet(material);
  const missing = missingInputs(material);
  refuseUseless(material, fleet.attributes.length, missing);
  await using session = await open(material, openModel);
  const signalAt = (name: string, moment: number): number | null => {
    const value = recording.columns[name]?.[moment];
    return value === undefined || Number.isNaN(value) ? null : value;
  };
  const summary = shadowSummary(fleet, signalAt, boundsOf(material));
  for await (const moment of shadowReplay(material, fleet, session)) summary.add(moment);
  const { shadow, series } = summary.done();
  const estimate = await estimateEffect({ recording, manifest, fleet, session, estimateMinutes });
  return {
    schema: "fleet-persona-trial/1",
    persona: { id: manifest.id, version: manifest.version, digest },
    host,
    recorded: {
      since: fleet.at[0] ?? 0,
      until: fleet.at[fleet.moments - 1] ?? 0,
      moments: fleet.moments,
      interval_s: median(fleet.at.slice(1).map((at, index) => (at - (fleet.at[index] ?? 0)) / 1000)) || 0,
      truncated: recording.truncated,
      missing_signals: missing.map(({ name }) => name).slice(0, 256),
    },
    shadow,
    series,
    estimate,
    seconds: (clock() - began) / 1000,
  };
}

// What the agent derives or the hub tells is not recorded under its own name, but needs no recording.
const GIVEN = /\.(?:trend|forecast_\w+|persistence_\w+)$|^(?:time_of_day|day_of_week)\.|^campaign_|^intent\./;

function missingInputs({ manifest, recording }: TrialMaterial) {
  return manifest.policy.inputs.signals.filter(
    ({ name }) => !GIVEN.test(name) && recording.columns[name] === undefined,
  );
}

function refuseUseless(
  { recording }: TrialMaterial,
  attributes: number,
  missing: ReturnType<typeof missingInputs>,
): void {
  if (recording.at.length === 0) throw new TrialError("too-little-data", "The fleet has recorded nothing.");
  const required = missing.filter((input) => input.required).map(({ name }) => name);
  if (required.length > 0) {
    const message = `The Persona requires ${required.join(", ")}, which this fleet did not record: its fallback would decide all the time.`;
    throw new TrialError("signals-missing", message);
  }
  if (attributes === 0)
    throw new TrialError("signals-missing", "This fleet recorded none of the attributes that the Persona steers.");
}

type Opened = Awaited<ReturnType<OpenModel>>;

async function open({ model, manifest }: TrialMaterial, openModel: OpenModel): Promise<Opened> {
  try {
    return await openModel(model, manifest);
  } catch (error) {
    throw new TrialError(
      "model-refused",
      `The model cannot be run: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
