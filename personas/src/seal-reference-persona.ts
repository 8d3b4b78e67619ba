import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BUNDLE_CONTENT, type BundleFiles, type KeyPair, type Manifest, sealBundle } from "@fleet-persona/persona";
import { RecipeError } from "./recipe-error.ts";

/** The Personas that the project publishes itself, each a folder of this package; the first is the one `npm start` drives its fleet with. */
export const REFERENCE_PERSONAS = ["flash-sale", "mobile-first", "steady-saver"] as const;
export type ReferencePersona = (typeof REFERENCE_PERSONAS)[number];

/** What `persona train` wrote for one of them: unsigned. */
export function bundleFolderOf(name: ReferencePersona): string {
  return fileURLToPath(new URL(`../${name}/bundle`, import.meta.url));
}

/**
 * Seals a trained bundle with a publisher's keys. Throws `bundle-incomplete` when a file is missing, and what `sealBundle`
 * throws when the manifest is not valid.
 */
export async function sealReferencePersona(
  name: ReferencePersona,
  keyPairs: readonly KeyPair[],
  folder: string = bundleFolderOf(name),
): Promise<BundleFiles> {
  const [policy, card, evidence] = await Promise.all(BUNDLE_CONTENT.map((file) => content(name, folder, file)));
  const manifest = JSON.parse((await content(name, folder, "persona.json")).toString("utf8")) as Omit<
    Manifest,
    "files"
  >;
  return sealBundle({
    manifest,
    files: { "policy.onnx": plain(policy), "card.md": plain(card), "evidence.json": plain(evidence) },
    keyPairs,
  });
}

async function content(name: ReferencePersona, folder: string, file: string): Promise<Buffer> {
  return readFile(join(folder, file)).catch((cause: unknown) => {
    const remedy = `run pnpm persona train personas/${name} --algorithm clone`;
    throw new RecipeError("bundle-incomplete", `${file} is missing in ${folder}: ${remedy}`, { cause });
  });
}

function plain(bytes: Buffer | undefined): Uint8Array {
  return new Uint8Array(bytes ?? Buffer.alloc(0));
}
