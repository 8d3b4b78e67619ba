import { policyInputs, type Signals } from "@fleet-persona/engine";
import { randomFromSeed, shuffled, uniform, type Random } from "@fleet-persona/learning";
import type { Attribute, Configuration, InputSignal, Manifest, Trigger } from "@fleet-persona/persona";
import { fromUnit } from "@fleet-persona/persona";
import { packedRow } from "../behaviour/gate-policies.ts";

/** One input to try, and what it is in words. */
export type FuzzRow = { readonly what: string; readonly row: Float32Array };

const NOW = 1_767_571_200_000;
const TYPICAL = 200;
const SPIKES = 120;
const FLOAT32_MOST = 3.4028234e38;
const EXTREMES = [0, -0, -1, 1, 1e-38, 1e9, -1e9, FLOAT32_MOST, -FLOAT32_MOST, Number.NaN, Infinity, -Infinity];

type Seen = Readonly<Record<string, number | undefined>>;

/** Everything that is asked for one seed; the typical rows come first and are `typical` many. */
export function fuzzRows(
  manifest: Manifest,
  seed: number,
): { readonly rows: readonly FuzzRow[]; readonly typical: number } {
  const random = randomFromSeed(seed);
  const inputs = manifest.policy.inputs.signals;
  const typical = Array.from({ length: TYPICAL }, (_, at) => ({
    what: `typical ${at}`,
    seen: typicalOf(inputs, random),
  }));
  const odd = [
    ...extremes(inputs, random),
    ...absences(inputs, random),
    ...boundaries(inputs, manifest.triggers, random),
    ...spikes(inputs, random),
  ];
  const rows = [...typical, ...odd].map(({ what, seen }) => ({
    what,
    row: rowOf(manifest, seen, configurationOf(manifest.attributes, random)),
  }));
  return { rows, typical: TYPICAL };
}

type Case = { readonly what: string; readonly seen: Seen };

/** As an agent would hand it over: what is not finite counts as missing, and nothing is read as zero. */
export function rowOf(manifest: Manifest, seen: Seen, config: Configuration): Float32Array {
  const signals: Signals = Object.fromEntries(
    Object.entries(seen).flatMap(([name, value]) => (value === undefined ? [] : [[name, { value, at: NOW }]])),
  );
  return packedRow(manifest, policyInputs(manifest.policy.inputs.signals, signals, NOW), config);
}

/** Within what training saw, one time in eight a little missing. */
export function typicalOf(inputs: readonly InputSignal[], random: Random): Seen {
  return Object.fromEntries(
    inputs.map(({ name, required, distribution: { p01, p99 } }) => {
      const missing = !required && uniform(random) < 0.125;
      return [name, missing ? undefined : p01 + (p99 - p01) * uniform(random)];
    }),
  );
}

function extremes(inputs: readonly InputSignal[], random: Random): readonly Case[] {
  const values = ({ p01, p99, standard_deviation: sd }: InputSignal["distribution"]) => [
    ...EXTREMES,
    p01,
    p99,
    p01 - 10 * sd,
    p99 + 10 * sd,
    p99 * 1_000,
  ];
  const single = inputs.flatMap(({ name, distribution }) =>
    values(distribution).map((value) => ({
      what: `${name} at ${value}`,
      seen: { ...typicalOf(inputs, random), [name]: value },
    })),
  );
  const whole = EXTREMES.map((value) => ({
    what: `every signal at ${value}`,
    seen: Object.fromEntries(inputs.map(({ name }) => [name, value])),
  }));
  return [...single, ...whole];
}

function absences(inputs: readonly InputSignal[], random: Random): readonly Case[] {
  const single = inputs.map(({ name }) => ({
    what: `${name} absent`,
    seen: { ...typicalOf(inputs, random), [name]: undefined },
  }));
  return [...single, { what: "every signal absent", seen: {} }];
}

/** Just below, at and just above where a trigger fires, and where it lets go. */
function boundaries(inputs: readonly InputSignal[], triggers: readonly Trigger[], random: Random): readonly Case[] {
  return triggers.flatMap(({ name, when: { signal, threshold, hysteresis, comparison } }) => {
    const release = comparison.startsWith(">") ? threshold - hysteresis : threshold + hysteresis;
    return [threshold, release].flatMap((edge) =>
      [-1e-3, -1e-6, 0, 1e-6, 1e-3].map((share) => ({
        what: `trigger ${name}: ${signal} at ${edge} ${share < 0 ? "-" : "+"} ${Math.abs(share)}`,
        seen: { ...typicalOf(inputs, random), [signal]: edge + share * Math.max(1, Math.abs(edge)) },
      })),
    );
  });
}

/** One or two signals a thousand times what they ever were, everything else in order. */
function spikes(inputs: readonly InputSignal[], random: Random): readonly Case[] {
  return Array.from({ length: SPIKES }, () => {
    const hit = shuffled(random, inputs).slice(0, uniform(random) < 0.5 ? 1 : 2);
    const seen = { ...typicalOf(inputs, random) };
    const factor = 10 ** (1 + 5 * uniform(random));
    for (const { name, distribution } of hit) seen[name] = (Math.abs(distribution.p99) + 1) * factor;
    return { what: `spike of ${hit.map(({ name }) => name).join(" and ")}, × ${factor.toPrecision(2)}`, seen };
  });
}

export function configurationOf(attributes: readonly Attribute[], random: Random): Configuration {
  return Object.fromEntries(
    attributes.map((attribute) => {
      const unit = uniform(random);
      switch (attribute.kind) {
        case "continuous":
        case "integer":
          return [attribute.name, fromUnit(attribute, unit)] as const;
        case "categorical":
          return [attribute.name, attribute.choices[Math.floor(unit * attribute.choices.length)] ?? attribute.default];
        case "boolean":
          return [attribute.name, unit < 0.5] as const;
        default:
          return attribute satisfies never;
      }
    }),
  );
}
