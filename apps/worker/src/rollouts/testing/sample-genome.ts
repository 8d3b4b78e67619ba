import { genomeToJson, initialWeights, policyLayout, randomFromSeed } from "@fleet-persona/learning";
import { probeTask } from "./probe-task.ts";

/** A genome of the probe's task, as a batch carries it; its weights come from the seed. */
export function sampleGenome(seed: number): Uint8Array {
  const { task, hidden } = probeTask;
  const { attributes, inputs, reward, adaptation, triggers } = task;
  // Ten times as large as they are made: otherwise all of them propose much the same.
  const weights = initialWeights(policyLayout({ attributes, inputs, hidden }), randomFromSeed(seed)).map(
    (each) => each * 10,
  );
  const json = genomeToJson({ weights, reward, adaptation, triggers, strength: { weights: 0.1, settings: 0.1 } });
  return new TextEncoder().encode(JSON.stringify({ generation: 0, index: seed, genome: json }));
}
