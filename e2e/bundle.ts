import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { sealBundle, type BundleFiles, type KeyPair, type Manifest } from "@fleet-persona/persona";
import { sealReferencePersona, type ReferencePersona } from "@fleet-persona/reference-personas";

type Draft = {
  /** Whose policy and evidence it takes over. */
  readonly from: ReferencePersona;
  readonly change: Partial<Omit<Manifest, "files">>;
  readonly card: string;
  readonly key: KeyPair;
};

/** A bundle with a policy that is known to work, and everything that its author says made anew. */
export async function signedBundle({ from, change, card, key }: Draft): Promise<BundleFiles> {
  const reference = await sealReferencePersona(from, [key]);
  const content = (name: string): Uint8Array => reference.get(name) ?? new Uint8Array();
  const { files: _, ...manifest } = JSON.parse(Buffer.from(content("persona.json")).toString("utf8")) as Manifest;
  return sealBundle({
    manifest: { ...manifest, ...change },
    files: {
      "policy.onnx": content("policy.onnx"),
      "card.md": new TextEncoder().encode(card),
      "evidence.json": content("evidence.json"),
    },
    keyPairs: [key],
  });
}

/** Writes a bundle as `persona sign` leaves it, and says where its files are. */
export async function writeBundle(bundle: BundleFiles, folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const written = [...bundle].map(([name, bytes]) => ({ file: path.join(folder, name), bytes }));
  await Promise.all(written.map(({ file, bytes }) => writeFile(file, bytes)));
  return written.map(({ file }) => file);
}
