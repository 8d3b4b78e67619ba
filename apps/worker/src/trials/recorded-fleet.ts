import type { Signals } from "@fleet-persona/engine";
import type { Recording, TrialMaterial } from "@fleet-persona/hub-core";
import type { Attribute, AttributeValue, Configuration } from "@fleet-persona/persona";

/** A recording as a policy would have met it: signals that were observed, and what was set, moment by moment. */
export type RecordedFleet = {
  readonly moments: number;
  /** ms since the epoch. */
  readonly at: Float64Array;
  /** Names of the signals that hosts observe; what agents derive of them is derived anew. */
  readonly signalNames: readonly string[];
  /** Of the Persona's attributes, those whose value was recorded and can be read. */
  readonly attributes: readonly Attribute[];
  readonly signalsAt: (moment: number) => Signals;
  /** What was set; a value that was not recorded at the moment is the last one before. */
  readonly configAt: (moment: number) => Configuration;
};

// What agents derive, and what they tell of themselves: a candidate derives its own.
const DERIVED = /\.(?:trend|forecast_\w+|persistence_\w+)$/;
const OWN = new Set(["deviation_score", "magnitude", "confidence"]);
const CONFIG = "config.";

export function recordedFleet({ recording, manifest }: Pick<TrialMaterial, "recording" | "manifest">): RecordedFleet {
  const { at, columns } = recording;
  const signalNames = Object.keys(columns).filter(
    (name) => !name.startsWith(CONFIG) && !DERIVED.test(name) && !OWN.has(name),
  );
  const readers = manifest.attributes.flatMap((attribute) => {
    const read = readerOf(attribute, recording);
    return read === null ? [] : [{ attribute, read }];
  });
  let last: Record<string, AttributeValue> = {};
  let lastMoment = -1;
  const configAt = (moment: number): Configuration => {
    if (moment < lastMoment) [last, lastMoment] = [{}, -1];
    for (let each = lastMoment + 1; each <= moment; each += 1)
      for (const { attribute, read } of readers) {
        const value = read(each);
        if (value !== null) last[attribute.name] = value;
      }
    lastMoment = moment;
    return { ...last };
  };
  return {
    moments: at.length,
    at,
    signalNames,
    attributes: readers.map(({ attribute }) => attribute),
    configAt,
    signalsAt: (moment) => signalsAt(recording, signalNames, moment),
  };
}

function signalsAt({ at, columns }: Recording, names: readonly string[], moment: number): Signals {
  const now = at[moment] ?? 0;
  const signals: Record<string, { value: number; at: number }> = {};
  for (const name of names) {
    const value = columns[name]?.[moment];
    if (value !== undefined && !Number.isNaN(value)) signals[name] = { value, at: now };
  }
  return signals;
}

// A unit is cut off there.
const LONGEST_UNIT = 32;

/** The agent counts choices as its target names them, and tells the names as far as they fit; null when they are others. */
function choicesNamed(unit: string, choices: readonly (string | boolean)[]): readonly (string | boolean)[] | null {
  const names = unit.split("|");
  const known = names.map((name, index) => {
    const whole = choices.find((choice) => String(choice) === name);
    if (whole !== undefined || unit.length < LONGEST_UNIT || index < names.length - 1) return whole;
    // The last one may be cut: it is known where only one choice begins like it.
    const meant = choices.filter((choice) => String(choice).startsWith(name));
    return meant.length === 1 ? meant[0] : undefined;
  });
  const found = known.filter((choice) => choice !== undefined);
  return found.length >= 2 && found.length === known.length ? found : null;
}

type Reader = (moment: number) => AttributeValue | null;

/** Reads an attribute's column; null when it was not recorded, or its choices are not the Persona's. */
function readerOf(attribute: Attribute, { columns, units }: Recording): Reader | null {
  const column = columns[`${CONFIG}${attribute.name}`];
  if (column === undefined) return null;
  const sampleAt = (moment: number): number | null => {
    const value = column[moment];
    return value === undefined || Number.isNaN(value) ? null : value;
  };
  if (attribute.kind === "continuous" || attribute.kind === "integer") return sampleAt;
  const choices: readonly (string | boolean)[] = attribute.kind === "categorical" ? attribute.choices : [false, true];
  const known = choicesNamed(units[`${CONFIG}${attribute.name}`] ?? "", choices);
  if (known === null) return null;
  return (moment) => {
    const index = sampleAt(moment);
    return index === null ? null : (known[index] ?? null);
  };
}
