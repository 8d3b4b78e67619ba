import type { sampleBundle } from "../../testing/sample-bundle.fixture.ts";

/** What tells one listing of these tests from another. */
export type Made = {
  readonly name: string;
  readonly summary: string;
  readonly tags: string[];
  readonly attributes: string[];
  readonly licence: string;
};

/** Four listings beside `acme/surge-ready`. */
export const made: readonly Made[] = [
  {
    name: "night-saver",
    summary: "Spends less after dark.",
    tags: ["cost", "haproxy"],
    attributes: ["cpu_allocation"],
    licence: "MIT",
  },
  {
    name: "till-guard",
    summary: "Checkout comes first.",
    tags: ["checkout", "nginx"],
    attributes: ["cache_ttl"],
    licence: "MIT",
  },
  {
    name: "pocket-first",
    summary: "Quick on phones.",
    tags: ["mobile", "haproxy"],
    attributes: ["cpu_allocation", "cache_ttl"],
    licence: "Apache-2.0",
  },
  {
    name: "day-rider",
    summary: "Follows the hours.",
    tags: ["diurnal"],
    attributes: ["cache_ttl"],
    licence: "BSD-3-Clause",
  },
];

type Changes = NonNullable<Parameters<typeof sampleBundle>[0]>;

/** A bundle's changes that make such a listing. */
export function changesOf(
  name: string,
  attributes: readonly string[],
  rest: Pick<Made, "summary" | "tags" | "licence">,
): Changes {
  const described = attributes.map((attribute) => ({
    name: attribute,
    kind: "continuous" as const,
    scope: "host" as const,
    cost: "hot" as const,
    weight: 1,
    min: 0.1,
    max: 0.3,
    unit: "",
    scale: "linear" as const,
    default: 0.2,
    safe: 0.3,
  }));
  const [first = "cpu_allocation"] = attributes;
  const policy: Changes["policy"] = {
    file: "policy.onnx",
    opset: 17,
    inputs: {
      signals: [
        {
          name: "request_rate",
          family: "performance",
          unit: "1/s",
          window_s: 5,
          staleness_s: 5,
          required: true,
          distribution: { mean: 130, standard_deviation: 60, p01: 40, p99: 290 },
        },
      ],
      config: [...attributes],
    },
    outputs: [...attributes],
  };
  const requires = { engine: 1, signals: ["request_rate"], attributes: [first] };
  const title = name.replaceAll("-", " ");
  return {
    id: `acme/${name}`,
    name: (title[0] ?? "").toUpperCase() + title.slice(1),
    ...rest,
    attributes: described,
    optimal_config: Object.fromEntries(attributes.map((attribute) => [attribute, 0.2])),
    policy,
    requires,
  };
}
