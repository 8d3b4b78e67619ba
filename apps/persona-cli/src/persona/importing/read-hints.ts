import { readFileSync } from "node:fs";
import {
  NUMBER_SCALES,
  OBSERVATION_PARTS,
  type ForeignHints,
  type Normalisation,
  type ObservationPart,
} from "@fleet-persona/learning";
import type { InputSignal } from "@fleet-persona/persona";
import { z } from "zod";
import { usageError } from "../../command-line/command-error.ts";
import { oneOf, positiveNumber, type Given } from "../command-line.ts";
import { PersonaCliError } from "../persona-error.ts";

const numbers = z.array(z.number()).min(1);

/** Mean and deviation (or variance) of each signal, as VecNormalize and most training code keep them. */
const normalisationSchema = z
  .strictObject({
    mean: numbers,
    std: numbers.exactOptional(),
    var: numbers.exactOptional(),
    clip: z.number().positive().default(10),
    epsilon: z.number().min(0).default(1e-8),
  })
  .refine(({ std, var: variance }) => (std === undefined) !== (variance === undefined), "needs std or var, one of them")
  .refine(
    ({ mean, std, var: variance }) => (std ?? variance)?.length === mean.length,
    "needs as many deviations as means",
  );

const DEVIATION = 0.1;
const CLIP = 10;

/** What the command line says about a model, and how it was said in a word. */
export function readHints(given: Given, inputs: readonly InputSignal[]): { hints: ForeignHints; normalised: string } {
  const { normalisation, said } = normalisationOf(given.normalisation ?? "project", inputs);
  const hints = {
    observation: observationOf(given.observation),
    actions: given.actions ?? null,
    normalisation,
    numbers: oneOf(given, "numbers", NUMBER_SCALES, "signed"),
    deviation: positiveNumber(given, "deviation", DEVIATION),
    temperature: positiveNumber(given, "temperature", 1),
  };
  return { hints, normalised: said };
}

function normalisationOf(
  wanted: string,
  inputs: readonly InputSignal[],
): { normalisation: Normalisation | null; said: string } {
  if (wanted === "none")
    return { normalisation: null, said: "signals go in as they are, 0 where they are missing (--normalisation none)" };
  if (wanted !== "project") return { normalisation: fromFile(wanted), said: `signals are normalised with ${wanted}` };
  const mean = inputs.map(({ distribution }) => distribution.mean);
  const deviation = inputs.map(({ distribution }) => distribution.standard_deviation);
  return {
    normalisation: { mean, deviation, clip: CLIP },
    said: "signals are normalised with the project's own mean and deviation (--normalisation project)",
  };
}

function fromFile(path: string): Normalisation {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw wrong(path, error instanceof Error ? error.message : String(error));
  }
  const parsed = normalisationSchema.safeParse(value);
  if (!parsed.success) {
    throw wrong(
      path,
      parsed.error.issues.map(({ path: at, message }) => `${at.join(".") || "it"} ${message}`).join("; "),
    );
  }
  const { mean, std, var: variance, clip, epsilon } = parsed.data;
  const deviation = std ?? (variance ?? []).map((value_) => Math.sqrt(value_ + epsilon));
  return { mean, deviation, clip };
}

function wrong(path: string, why: string): PersonaCliError {
  return new PersonaCliError(
    "file-wrong",
    `${path} is no normalisation: ${why}. Write JSON { "mean": […], "std": […] } with one number for each signal.`,
    { code: "normalisation-wrong" },
  );
}

function observationOf(list: string | undefined): readonly ObservationPart[] | null {
  if (list === undefined) return null;
  const parts = list.split(",");
  const known = parts.filter((part): part is ObservationPart =>
    (OBSERVATION_PARTS as readonly string[]).includes(part),
  );
  if (known.length === parts.length && new Set(parts).size === parts.length) return known;
  throw usageError(
    `--observation ${list} is no list of ${OBSERVATION_PARTS.join(", ")}, each once, in the model's order.`,
  );
}
