import { join } from "node:path";
import { canonicalBytes } from "@fleet-persona/persona";
import { usageError } from "../../command-line/command-error.ts";
import { readBundle } from "../bundle/read-bundle.ts";
import { requireGate } from "../bundle/require-gate.ts";
import { tarOf } from "../bundle/tar.ts";
import { needed, type Given } from "../command-line.ts";
import { writeAtomically } from "../files/write-atomically.ts";
import { digestOf } from "../training/run-file.ts";
import type { World } from "../world.ts";

/** `persona export BUNDLE --out FILE`. */
export async function exportCommand(given: Given, world: World): Promise<number> {
  const [folder = ""] = given.words;
  const out = needed(given, "export", "out");
  if (!/\.(?:tar|json)$/.test(out)) throw usageError(`--out ${out} must end in .tar or .json.`);
  const { manifest, files } = readBundle(folder);
  requireGate(files["policy.onnx"], manifest, join(folder, "policy.onnx"));
  // The very bytes a publisher signs: canonical, with the digests of what lies beside them.
  const content = { "persona.json": canonicalBytes(manifest), ...files };
  const bytes = out.endsWith(".tar")
    ? tarOf(content)
    : new TextEncoder().encode(`${JSON.stringify({ files: inBase64(content) })}\n`);
  writeAtomically(out, bytes);
  const { id, version } = manifest;
  if (given.json === true)
    world.out(`${JSON.stringify({ out, id, version, bytes: bytes.length, sha256: digestOf(bytes) })}\n`);
  else world.out(`Wrote ${out}: ${id} v${version}, ${bytes.length.toLocaleString("en")} bytes, not signed.\n`);
  return 0;
}

function inBase64(content: Readonly<Record<string, Uint8Array>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(content).map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]),
  );
}
