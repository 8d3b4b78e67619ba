import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkModel, modelContractOf, type ModelFacts, type ModelReport } from "@fleet-persona/persona";
import { usageError } from "../../command-line/command-error.ts";
import { readManifest } from "../bundle/read-manifest.ts";
import type { Given } from "../command-line.ts";
import { PersonaCliError } from "../persona-error.ts";
import type { World } from "../world.ts";

/** What a model that is refused ends the process with; what the command could not look at has the codes of all commands. */
const REFUSED_EXIT_CODE = 1;

/** `persona check MODEL.onnx`. */
export async function checkCommand(given: Given, world: World): Promise<number> {
  const [path = ""] = given.words;
  const manifestPath = manifestOf(given);
  const contract = manifestPath === null ? null : modelContractOf(readManifest(manifestPath));
  const report = checkModel(bytesOf(path), contract);
  world.out(given.json === true ? `${JSON.stringify(report)}\n` : `${said(path, manifestPath, report)}\n`);
  return report.verdict === "accepted" ? 0 : REFUSED_EXIT_CODE;
}

function manifestOf({ manifest, bundle }: Given): string | null {
  if (manifest !== undefined && bundle !== undefined)
    throw usageError("--manifest and --bundle both name a manifest: give one. See `persona check --help`.");
  return bundle === undefined ? (manifest ?? null) : join(bundle, "persona.json");
}

function bytesOf(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    throw new PersonaCliError("file-wrong", `${path} cannot be read: give the path of an ONNX model.`, {
      code: "model-missing",
    });
  }
}

function said(path: string, manifest: string | null, { verdict, findings, facts }: ModelReport): string {
  const count = findings.length === 1 ? "one finding" : `${findings.length} findings`;
  const heading = verdict === "accepted" ? `${path} is accepted.` : `${path} is refused: ${count}.`;
  const beside =
    manifest === null
      ? "Not held against a manifest: --manifest FILE or --bundle DIR does that."
      : `Held against ${manifest}.`;
  const found = findings.map(({ code, path: where, message }) => `  ${code}  ${where}\n    ${message}`);
  return [heading, ...found, ...(facts === null ? [] : [factsOf(facts)]), beside].join("\n\n");
}

function factsOf(facts: ModelFacts): string {
  const count = (value: number): string => value.toLocaleString("en");
  const operators = Object.entries(facts.operators)
    .toSorted(([a, often], [b, more]) => more - often || a.localeCompare(b))
    .map(([name, often]) => `${name} ${often}`);
  return `  model  IR ${facts.ir_version}, opset ${facts.opset}, ${count(facts.nodes)} nodes, ${count(facts.parameters)} parameters
  costs  ${count(facts.macs)} multiply-accumulates and ${count(facts.activation_bytes)} bytes of activations for one row
  ops    ${operators.join(", ")}`;
}
