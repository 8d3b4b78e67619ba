import { existsSync } from "node:fs";
import { join } from "node:path";
import { BUNDLE_CONTENT, canonicalBytes, cosignEnvelope, sealEnvelope, type KeyPair } from "@fleet-persona/persona";
import { readBundle } from "../bundle/read-bundle.ts";
import { bytesOf } from "./key-folder.ts";

/** The five files of a bundle's folder, as they are signed and sent. */
export function signedBundle(folder: string): ReadonlyMap<string, Uint8Array> {
  const names = ["persona.json", ...BUNDLE_CONTENT, "envelope.json"];
  return new Map(names.map((name) => [name, bytesOf(join(folder, name), "a bundle that `persona sign` signed")]));
}

/** Signs a bundle: its manifest in canonical form, and an envelope with these signatures beside those it has already. */
export function signBundle(folder: string, keyPairs: readonly KeyPair[]) {
  const { manifest } = readBundle(folder);
  const personaJson = canonicalBytes(manifest);
  const envelope = join(folder, "envelope.json");
  const before = existsSync(envelope) && sameFile(join(folder, "persona.json"), personaJson);
  const signed = before
    ? cosignEnvelope(bytesOf(envelope, "an envelope"), keyPairs)
    : sealEnvelope(personaJson, keyPairs);
  return { manifest, files: [[join(folder, "persona.json"), personaJson] as const, [envelope, signed] as const] };
}

function sameFile(path: string, bytes: Uint8Array): boolean {
  return Buffer.compare(bytesOf(path, "a manifest"), bytes) === 0;
}
