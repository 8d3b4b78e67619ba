import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { demoAttributes } from "@fleet-persona/demo-fleet";
import { cloneBehaviour, type CloneProgress } from "@fleet-persona/learning";
import { ortRuntime } from "@fleet-persona/onnx-runtime";
import { cardOf } from "./card.ts";
import { BUNDLE_FOLDER, RECORDING_FILE } from "./files.ts";
import { inputsOf } from "./inputs.ts";
import { manifestDraft } from "./manifest.ts";
import { readRecording } from "./recording.ts";
import { withReturns } from "./returns.ts";

const SEED = 20_261_122;
const EPOCHS = 300;
const PATIENCE = 40;
const BATCH_SIZE = 128;

/** Recording in, unsigned bundle material out: policy.onnx, persona.json (but for its files), card.md, evidence.json. */
async function train(): Promise<void> {
  const dataset = withReturns(await readRecording(RECORDING_FILE));
  const inputs = inputsOf(dataset);
  const { policy, evidence } = await cloneBehaviour({
    dataset,
    attributes: demoAttributes,
    inputs,
    seed: SEED,
    epochs: EPOCHS,
    patience: PATIENCE,
    batchSize: BATCH_SIZE,
    runtime: ortRuntime,
    onProgress: show,
  });
  await mkdir(BUNDLE_FOLDER, { recursive: true });
  const write = (name: string, content: string | Uint8Array): Promise<void> =>
    writeFile(join(BUNDLE_FOLDER, name), content);
  await write("policy.onnx", policy);
  await write("persona.json", `${JSON.stringify(manifestDraft(inputs, evidence), null, 2)}\n`);
  await write("card.md", cardOf(evidence));
  await write("evidence.json", `${JSON.stringify({ kind: "behaviour-cloning", ...evidence }, null, 2)}\n`);
  const { training, validation } = evidence.rows;
  console.log(`\n${training} seconds to learn from, ${validation} held out; best epoch ${evidence.bestEpoch}.`);
  console.table(evidence.validation.heads);
  console.log(`policy.onnx has ${policy.length} bytes.`);
}

function show({ epoch, trainingLoss, validationLoss }: CloneProgress): void {
  const line = `epoch ${epoch}/${EPOCHS}  training ${trainingLoss.toFixed(4)}  held out ${validationLoss.toFixed(4)}`;
  if (process.stdout.isTTY) process.stdout.write(`\r${line}   `);
  else if (epoch % 10 === 0) console.log(line);
}

await train().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
