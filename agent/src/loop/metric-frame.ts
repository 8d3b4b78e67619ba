import type { Decision, Signals } from "@fleet-persona/engine";
import type { AttributeValue, Configuration } from "@fleet-persona/persona";
import {
  encodeMetrics,
  EXPERIMENT_MARKER,
  FRAME_KINDS,
  MAX_DICTIONARY_SIGNALS,
  type Sample,
} from "@fleet-persona/protocol";
import type { NamedSignal, NewFrame, Outbox } from "../outbox/outbox.ts";
import type { SteerableAttribute, TargetDescription } from "../targets/target.ts";
import { unitOf } from "./signal-units.ts";

// What was not observed for this long is shown as absent: a line that goes on would look alive.
const SHOWN_FOR_MS = 5000;
const OWN_SIGNALS = ["deviation_score", "magnitude", "confidence", "allocated_cores"] as const;

export type MetricSample = Readonly<{
  at: number;
  signals: Signals;
  config: Configuration;
  description: TargetDescription;
  decision: Decision | undefined;
  /** Of the arm that the decision was made under; absent outside experiments. */
  marker?: number | undefined;
}>;

/** Makes metric frames. The dictionary grows when a new signal appears and is otherwise the same from tick to tick. */
export function metricFramer(
  outbox: Outbox,
  exported: (signal: string) => boolean,
): (sample: MetricSample) => NewFrame {
  let dictionary:
    | { id: number; names: readonly string[]; known: ReadonlySet<string>; of: TargetDescription; marked: boolean }
    | undefined;
  return (sample) => {
    const seen = Object.keys(sample.signals).filter(exported);
    if (
      dictionary === undefined ||
      dictionary.of !== sample.description ||
      (sample.marker !== undefined && !dictionary.marked) ||
      seen.some((name) => !dictionary?.known.has(name))
    ) {
      const names = [...new Set([...(dictionary?.known ?? []), ...seen])].sort();
      // First, so that however many signals there are, what a frame was made under is never cut off.
      const marked = sample.marker !== undefined || dictionary?.marked === true;
      const marker = marked ? [{ name: EXPERIMENT_MARKER, unit: unitOf(EXPERIMENT_MARKER) }] : [];
      const observed = names.map((name) => ({ name, unit: unitOf(name) }));
      const all = [...marker, ...observed, ...ownSignals(sample.description)];
      const kept = all.slice(0, MAX_DICTIONARY_SIGNALS);
      dictionary = {
        id: outbox.dictionaryId(kept),
        names: kept.map(({ name }) => name),
        known: new Set(names),
        of: sample.description,
        marked,
      };
    }
    const values = valuesOf(sample);
    const payload = encodeMetrics({
      dictionaryId: dictionary.id,
      values: dictionary.names.map((name) => values(name)),
    });
    return { at: sample.at, kind: FRAME_KINDS.metrics, payload };
  };
}

function ownSignals({ attributes }: TargetDescription): readonly NamedSignal[] {
  return [
    ...attributes.map((attribute) => ({ name: `config.${attribute.name}`, unit: configUnit(attribute) })),
    ...OWN_SIGNALS.map((name) => ({ name, unit: unitOf(name) })),
  ];
}

/** A choice travels as its index; the unit lists the choices where they fit. */
function configUnit(attribute: SteerableAttribute): string {
  return attribute.kind === "choices" ? attribute.allowed.join("|").slice(0, 32) : unitOf(attribute.name);
}

function valuesOf(sample: MetricSample): (name: string) => Sample {
  const { decision, config, description } = sample;
  const own: Readonly<Record<string, Sample>> = {
    [EXPERIMENT_MARKER]: sample.marker ?? null,
    deviation_score: decision?.deviationScore ?? null,
    magnitude: decision?.magnitude ?? null,
    confidence: decision?.confidence.total ?? null,
    allocated_cores: allocatedCores(sample),
  };
  const attributes = new Map(description.attributes.map((attribute) => [`config.${attribute.name}`, attribute]));
  return (name) => {
    if (name in own) return own[name] ?? null;
    const attribute = attributes.get(name);
    if (attribute !== undefined) return configSample(attribute, config[attribute.name]);
    const reading = sample.signals[name];
    return reading === undefined || sample.at - reading.at > SHOWN_FOR_MS ? null : reading.value;
  };
}

function configSample(attribute: SteerableAttribute, value: AttributeValue | undefined): Sample {
  if (value === undefined) return null;
  if (typeof value === "number") return value;
  const index = attribute.kind === "choices" ? attribute.allowed.indexOf(value) : -1;
  return index < 0 ? null : index;
}

// `cpu_allocation` is the mean over the servers; a target that knows the true sum offers the signal itself.
function allocatedCores({ signals, config }: MetricSample): Sample {
  const offered = signals["allocated_cores"];
  if (offered !== undefined) return offered.value;
  const [each, servers] = [config["cpu_allocation"], config["active_servers"]];
  return typeof each === "number" && typeof servers === "number" ? each * servers : null;
}
