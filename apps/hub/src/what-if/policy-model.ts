import { parsePolicyOutputs, type PolicyRow, type Proposal } from "@fleet-persona/engine";
import { evaluateOnnx, readOnnx, tensor } from "@fleet-persona/learning";
import { encodeConfiguration, type Attribute, type Configuration, type Manifest } from "@fleet-persona/persona";

/** A policy that was read, ready to be asked. */
export type PolicyModel = (row: PolicyRow, config: Configuration) => Proposal;

/** Reads a policy for its manifest. Throws learning's `model-invalid` for a model this page cannot work out. */
export function policyModel(manifest: Manifest, bytes: Uint8Array): PolicyModel {
  const model = readOnnx(bytes);
  const { inputs, outputs } = manifest.policy;
  const encoded = attributesNamed(manifest, inputs.config);
  const said = attributesNamed(manifest, outputs);
  const line = (data: Float32Array) => tensor(data, [1, data.length]);
  return ({ signals, present }, config) => {
    const row = { signals: line(signals), present: line(present), config: line(encodeConfiguration(encoded, config)) };
    try {
      return parsePolicyOutputs(said, evaluateOnnx(model, row));
    } catch {
      return { kind: "unavailable", because: "policy-failed" };
    }
  };
}

function attributesNamed({ attributes }: Manifest, names: readonly string[]): readonly Attribute[] {
  return names.flatMap((name) => attributes.find((attribute) => attribute.name === name) ?? []);
}
