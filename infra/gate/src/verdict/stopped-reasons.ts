import type { GateReason, ModelReport } from "@fleet-persona/persona";
import type { SandboxCode, SandboxStop } from "../sandbox/sandbox-stop.ts";
import { firstFew, reason } from "./reason.ts";

/** Codes of a model that had to be stopped. What is the caller's or the machine's doing says nothing about a model. */
const STOPS: Readonly<
  Record<Exclude<SandboxCode, "aborted" | "cannot-start">, readonly [code: string, advice: string]>
> = {
  died: ["sandbox-died", "Try the model with ONNX Runtime 1.30; a runtime that crashes is never installed."],
  garbage: ["sandbox-garbage", "A model has nothing to write but its outputs, in the shapes of the manifest."],
  "model-failed": ["model-failed", "Every row within the contract must be answered: check shapes and operators."],
  "model-unloadable": [
    "model-unloadable",
    "It must load with ONNX Runtime 1.30 from its own bytes, without other files.",
  ],
  "out-of-memory": ["out-of-memory", "Make the activations smaller: an agent has a hundred megabytes in all."],
  "out-of-time": ["out-of-time", "Leave out loops and make the network smaller: an agent asks once a second."],
};

/** Why a model was stopped, as its author reads it; null where it is nobody's but the caller's or the machine's doing. */
export function stoppedReason({ code, message }: SandboxStop): GateReason | null {
  if (code === "aborted" || code === "cannot-start") return null;
  const [name, advice] = STOPS[code];
  return reason("reject", name, `The sandbox stopped the model. ${message} ${advice}`);
}

/** Why a model was not run at all. */
export function refusedReason({ findings }: ModelReport): GateReason {
  const said = findings.map(({ path, message }) => `${path}: ${message}`);
  return reason("reject", "model-refused", `The model was refused before it ran. ${firstFew(said)}`);
}
