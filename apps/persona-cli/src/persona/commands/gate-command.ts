import { GateError, runGate, type GateOutcome, type GateProgress } from "@fleet-persona/gate";
import { canonicalBytes, checkModel, modelContractOf, type BundleFiles, type GateReport } from "@fleet-persona/persona";
import { readBundle } from "../bundle/read-bundle.ts";
import { needed, wholeNumber, type Given } from "../command-line.ts";
import { writeAtomically } from "../files/write-atomically.ts";
import { sayGateReport } from "../gating/say-gate-report.ts";
import { PersonaCliError, STOPPED_EXIT_CODE } from "../persona-error.ts";
import { progressOn, type Progress } from "../progress/progress.ts";
import { interruptible } from "../training/interruptible.ts";
import type { World } from "../world.ts";

/** What a pipeline goes by. */
const EXIT_CODES: Readonly<Record<GateReport["verdict"], number>> = { passed: 0, rejected: 1, quarantined: 3 };

const STAGES: Readonly<Record<GateProgress["stage"], { readonly sentence: string; readonly unit: string }>> = {
  sandbox: { sentence: "Starting the sandbox.", unit: "sandboxes" },
  fuzzing: { sentence: "Asking odd things.", unit: "rounds" },
  scenarios: { sentence: "Leading it through the scenarios.", unit: "situations" },
};

/** `persona gate --bundle DIR`. */
export async function gateCommand(given: Given, world: World): Promise<number> {
  const bundle = bundleIn(needed(given, "gate", "bundle"));
  const outcome = await gated(given, world, bundle);
  if (outcome === null) return STOPPED_EXIT_CODE;
  const { report, series } = outcome;
  if (given.series !== undefined) writeAtomically(given.series, `${JSON.stringify(series)}\n`);
  world.out(given.json === true ? `${JSON.stringify(report)}\n` : `${sayGateReport(report)}\n`);
  return EXIT_CODES[report.verdict];
}

/** The gate on a bundle; null when a person stopped it. */
async function gated(given: Given, world: World, bundle: BundleFiles): Promise<GateOutcome | null> {
  const progress: Progress = given.json === true ? quiet : progressOn(world);
  const { signal, release } = interruptible(world, progress);
  const runs = wholeNumber(given, "runs", 1, undefined);
  try {
    return await runGate(bundle, {
      ...(runs === undefined ? {} : { runs }),
      checkModel: (bytes, manifest) => checkModel(bytes, modelContractOf(manifest)),
      signal,
      onProgress: shownOn(progress),
    });
  } catch (error) {
    if (signal.aborted) return null;
    if (error instanceof GateError) throw new PersonaCliError("gate-failed", error.message, { code: error.code });
    throw error;
  } finally {
    release();
    progress.end();
  }
}

/** The very files a publisher signs; the signature is not the gate's business. */
function bundleIn(folder: string): BundleFiles {
  const { manifest, files } = readBundle(folder);
  return new Map([["persona.json", canonicalBytes(manifest)], ...Object.entries(files)]);
}

function shownOn(progress: Progress): (now: GateProgress) => void {
  let last = "";
  return ({ stage, done, of }) => {
    const { sentence, unit } = STAGES[stage];
    if (stage !== last) progress.say(sentence);
    last = stage;
    if (done > 0) progress.show({ task: stage, done, of, unit, figures: [], event: {} });
  };
}

// With --json standard output is one object, and there is nobody to watch.
const quiet: Progress = { say: () => undefined, show: () => undefined, end: () => undefined };
