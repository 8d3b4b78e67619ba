import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { BUNDLE_CONTENT, type BundleFiles, type KeyPair, type Manifest, sealBundle } from "@fleet-persona/persona";
import { RecipeError } from "../src/recipe-error.ts";
import { BUNDLE_FOLDER } from "./files.ts";

/**
 * Seals the trained material of surge-ready with a publisher's key. Throws `bundle-incomplete` when a file is missing,
 * and what `sealBundle` throws when the manifest is not valid.
 */
export async function sealSurgeReady(
  keyPairs: readonly KeyPair[],
  folder: string = BUNDLE_FOLDER,
): Promise<BundleFiles> {
  const [policy, card, evidence] = await Promise.all(BUNDLE_CONTENT.map((name) => content(folder, name)));
  const manifest = JSON.parse((await content(folder, "persona.json")).toString("utf8")) as Omit<Manifest, "files">;
  return sealBundle({
    manifest,
    files: { "policy.onnx": plain(policy), "card.md": plain(card), "evidence.json": plain(evidence) },
    keyPairs,
  });
}

async function content(folder: string, name: string): Promise<Buffer> {
  return readFile(join(folder, name)).catch((cause: unknown) => {
    throw new RecipeError("bundle-incomplete", `${name} is missing in ${folder}: run pnpm train:reference`, { cause });
  });
}

function plain(bytes: Buffer | undefined): Uint8Array {
  return new Uint8Array(bytes ?? Buffer.alloc(0));
}
