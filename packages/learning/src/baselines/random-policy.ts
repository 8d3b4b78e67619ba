import { fromUnit, type Attribute, type AttributeValue, type Configuration } from "@fleet-persona/persona";
import { below, randomFromSeed, uniform, type Random } from "../training/random.ts";
import type { FleetPolicy } from "./fleet-policy.ts";

const MEAN_SPELL_S = 10;

/** Any configuration at all, kept for ten seconds or so: what a policy must at least be better than. Seeded. */
export const randomPolicy: FleetPolicy = {
  name: "random",
  start({ seed, run }) {
    const random = randomFromSeed(seed ^ 0x5eed);
    let wish: Configuration = {};
    let until = 0;
    return {
      decide({ at }) {
        if (at < until) return wish;
        until = at - MEAN_SPELL_S * Math.log(1 - uniform(random));
        wish = randomConfiguration(run.attributes, random);
        return wish;
      },
    };
  },
};

/** Each attribute anywhere in its range, evenly on its own scale. */
export function randomConfiguration(attributes: readonly Attribute[], random: Random): Configuration {
  return Object.fromEntries(attributes.map((attribute) => [attribute.name, randomValue(attribute, random)]));
}

function randomValue(attribute: Attribute, random: Random): AttributeValue {
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      return fromUnit(attribute, uniform(random));
    case "categorical":
      return attribute.choices[below(random, attribute.choices.length)] ?? attribute.default;
    case "boolean":
      return uniform(random) < 0.5;
  }
  return attribute satisfies never;
}
