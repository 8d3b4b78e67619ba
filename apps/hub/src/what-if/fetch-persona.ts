import { manifestSchema, type Manifest } from "@fleet-persona/persona";
import { sha256 } from "@noble/hashes/sha2.js";
import { policyModel, type PolicyModel } from "./policy-model.ts";

/** A Persona as it ran, or why this page cannot show it, in a sentence. */
export type FetchedPersona =
  | { readonly kind: "ready"; readonly manifest: Manifest; readonly policy: PolicyModel }
  | { readonly kind: "unusable"; readonly sentence: string };

/**
 * Fetches the manifest and the policy a decision was made with, and believes neither before its digest: the decision names
 * the manifest's, the manifest the policy's. Rejects when the hub cannot be reached.
 */
export async function fetchPersona(fleetId: string, digest: string): Promise<FetchedPersona> {
  const address = `/api/fleets/${fleetId}/policy/${digest}`;
  const [manifestBytes, policyBytes] = await Promise.all([
    bytesAt(`${address}?file=persona.json`),
    bytesAt(`${address}?file=policy.onnx`),
  ]);
  if (manifestBytes === null || policyBytes === null)
    return unusable("This Persona is not (or no longer) in your library, so its policy cannot be asked again.");
  if (hexDigest(manifestBytes) !== digest) return unusable("The manifest is not the one this decision was made with.");
  const manifest = manifestSchema.safeParse(JSON.parse(new TextDecoder().decode(manifestBytes)));
  if (!manifest.success) return unusable("The manifest is of a kind this page cannot read.");
  const policyFile = manifest.data.files.find(({ name }) => name === "policy.onnx");
  if (hexDigest(policyBytes) !== policyFile?.sha256)
    return unusable("The policy's SHA-256 is not the manifest's: it is not asked.");
  try {
    return { kind: "ready", manifest: manifest.data, policy: policyModel(manifest.data, policyBytes) };
  } catch (error) {
    return unusable(`The policy cannot be worked out here: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

async function bytesAt(address: string): Promise<Uint8Array | null> {
  const response = await fetch(address);
  if (response.status === 404) return null;
  if (!response.ok) throw new TypeError(`The hub answered ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}

function hexDigest(bytes: Uint8Array): string {
  return Array.from(sha256(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function unusable(sentence: string): FetchedPersona {
  return { kind: "unusable", sentence };
}
