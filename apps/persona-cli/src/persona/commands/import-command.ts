import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  fitForeignPolicy,
  wrapForeignPolicy,
  type ForeignPolicy,
  type OnnxModel,
  type PolicySpec,
} from "@fleet-persona/learning";
import { ortRuntime } from "@fleet-persona/onnx-runtime";
import { MODEL_LIMITS, type Manifest } from "@fleet-persona/persona";
import { finishBundle } from "../bundle/finish-bundle.ts";
import { modelOf } from "../bundle/read-bundle.ts";
import { requireGate } from "../bundle/require-gate.ts";
import { needed, wholeNumber, type Given } from "../command-line.ts";
import { baselinesOf } from "../evaluation/evaluate-all.ts";
import { jobRunnerOf } from "../evaluation/job-runner-of.ts";
import { readHints } from "../importing/read-hints.ts";
import { verifyWrapped } from "../importing/verify-wrapped.ts";
import { PersonaCliError, STOPPED_EXIT_CODE } from "../persona-error.ts";
import { progressOn, type Progress } from "../progress/progress.ts";
import { readProject } from "../project/read-project.ts";
import { describeTask } from "../project/task-of.ts";
import { interruptible } from "../training/interruptible.ts";
import { digestOf } from "../training/run-file.ts";
import type { World } from "../world.ts";

// Rounding of float32 in another order of operations; anything more is another policy.
const TOLERANCE = 1e-4;

/** `persona import MODEL.onnx --project DIR`. */
export async function importCommand(given: Given, world: World): Promise<number> {
  const [path = ""] = given.words;
  const read = readProject(needed(given, "import", "project"));
  baselinesOf(given.policies);
  const bytes = bytesOf(path);
  const model = modelOf(bytes, path);
  const progress = progressOn(world, { json: given.json === true });
  progress.say("Measuring the signals in exploratory runs …");
  const task = await describeTask(read);
  const { hints, normalised } = readHints(given, task.inputs);
  const fitted = fitForeignPolicy(model, { attributes: task.attributes, signals: task.inputs.length }, hints);
  if (fitted.kind === "refused") throw unfit(path, fitted.faults);
  for (const note of [normalised, ...fitted.notes]) progress.say(`- ${note}`);
  const spec = { attributes: task.attributes, inputs: task.inputs };
  const wrapped = await checked({ path, bytes, model, spec, policy: fitted.policy, progress });
  await using runner = await jobRunnerOf(given, world);
  const { signal, release } = interruptible(world, progress);
  try {
    const finished = {
      read,
      task,
      model: wrapped,
      opset: model.opset,
      training: [],
      generation: 0,
      parents: [`imported model, sha256:${digestOf(bytes).slice(0, 16)}`],
      reproduce: [commandOf(given)],
      basis: digestOf(read.text, JSON.stringify(read.traces), bytes),
    };
    const options = {
      out: given.out ?? join(read.folder, "bundle"),
      seeds: wholeNumber(given, "seeds", 1, read.project.evaluation.seeds),
      policies: given.policies,
      json: given.json === true,
    };
    await finishBundle(finished, options, { runner, progress, signal, world });
    return 0;
  } catch (error) {
    if (signal.aborted) return STOPPED_EXIT_CODE;
    throw error;
  } finally {
    release();
    progress.end();
  }
}

/** The wrapped model, once it has said on random moments what the original says. */
async function checked(what: {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly model: OnnxModel;
  readonly spec: Pick<PolicySpec, "attributes" | "inputs">;
  readonly policy: ForeignPolicy;
  readonly progress: Progress;
}): Promise<Uint8Array> {
  const { path, bytes, model, spec, policy, progress } = what;
  const wrapped = wrapForeignPolicy(spec, model, policy);
  requireGate(wrapped, promiseOf(spec, model), `${path}, with the contract around it,`);
  let agreement;
  try {
    const sessions = { original: await ortRuntime.load(bytes), wrapped: await ortRuntime.load(wrapped) };
    agreement = await verifyWrapped(sessions, spec, policy);
  } catch (error) {
    throw unfit(path, [`ONNX Runtime does not run it: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const { rows, worst, output } = agreement;
  if (!(worst <= TOLERANCE))
    throw unfit(path, [`with the contract around it, ${output} is off by ${worst} from what the model says`]);
  progress.say(
    `- the bundle's policy says what the model says: ${rows} random moments, largest difference ${worst.toExponential(1)}`,
  );
  return wrapped;
}

/** What the manifest of the bundle will promise of its policy. */
function promiseOf(
  { attributes, inputs }: Pick<PolicySpec, "attributes" | "inputs">,
  { opset }: OnnxModel,
): Pick<Manifest, "attributes" | "policy"> {
  const names = attributes.map(({ name }) => name);
  const policy: Manifest["policy"] = {
    file: "policy.onnx",
    opset,
    inputs: { signals: [...inputs], config: names },
    outputs: names,
  };
  return { attributes: [...attributes], policy };
}

function bytesOf(path: string): Uint8Array {
  try {
    // Looked at before it is read: what is too large for any policy could also be too large for this machine.
    if (statSync(path).size > MODEL_LIMITS.bytes) throw tooLarge(path);
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    if (error instanceof PersonaCliError) throw error;
    throw new PersonaCliError("file-wrong", `${path} cannot be read: give the path of an ONNX model.`, {
      code: "model-missing",
    });
  }
}

function tooLarge(path: string): PersonaCliError {
  const most = MODEL_LIMITS.bytes / 1_048_576;
  return new PersonaCliError("file-wrong", `${path} is larger than the ${most} MiB that a policy may have.`, {
    code: "model-too-large",
  });
}

function unfit(path: string, faults: readonly string[]): PersonaCliError {
  return new PersonaCliError(
    "file-wrong",
    `${path} cannot become this project's policy. See docs/train-a-persona.md on models trained elsewhere.`,
    {
      code: "model-unfit",
      problems: faults.map((message) => ({ path: "", line: 0, message })),
    },
  );
}

function commandOf(given: Given): string {
  const options = (
    ["project", "normalisation", "observation", "actions", "numbers", "deviation", "temperature"] as const
  ).flatMap((name) => (given[name] === undefined ? [] : [`--${name} ${given[name]}`]));
  return ["persona import", given.words[0] ?? "", ...options].join(" ");
}
