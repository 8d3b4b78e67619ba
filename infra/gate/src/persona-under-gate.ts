import { createHash } from "node:crypto";
import { manifestSchema, type BundleFiles, type Manifest, type VerifiedPersona } from "@fleet-persona/persona";
import { GateError } from "./gate-error.ts";

/** What the gate needs of a bundle. `digest`: SHA-256 of `persona.json`, hex. */
export type PersonaUnderGate = {
  readonly manifest: Manifest;
  readonly policy: Uint8Array;
  readonly digest: string;
};

/**
 * Reads a bundle; signatures are the business of whoever accepts it. Throws `GateError` `bundle-unreadable` for a manifest that is
 * none, and for a policy that is not the one it names.
 */
export function personaUnderGate(bundle: BundleFiles | VerifiedPersona): PersonaUnderGate {
  if ("manifest" in bundle) return { manifest: bundle.manifest, policy: bundle.policy, digest: bundle.digest };
  const json = fileOf(bundle, "persona.json");
  const policy = fileOf(bundle, "policy.onnx");
  const manifest = manifestOf(json);
  const said = manifest.files.find(({ name }) => name === "policy.onnx")?.sha256;
  if (said !== sha256(policy)) throw unreadable("policy.onnx is not the file that persona.json names");
  return { manifest, policy, digest: sha256(json) };
}

function fileOf(bundle: BundleFiles, name: string): Uint8Array {
  const bytes = bundle.get(name);
  if (bytes === undefined) throw unreadable(`${name} is missing`);
  return bytes;
}

function manifestOf(bytes: Uint8Array): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw unreadable("persona.json is not JSON", cause);
  }
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [fault] = parsed.error.issues;
  throw unreadable(`persona.json is no manifest: ${fault?.path.join(".") ?? ""}: ${fault?.message ?? "unreadable"}`);
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function unreadable(what: string, cause?: unknown): GateError {
  return new GateError("bundle-unreadable", `The bundle cannot be judged: ${what}.`, { cause });
}
