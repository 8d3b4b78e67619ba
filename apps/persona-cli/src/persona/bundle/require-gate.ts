import { checkModel, modelContractOf, type Manifest } from "@fleet-persona/persona";
import { PersonaCliError } from "../persona-error.ts";

/** Refuses a policy that the gate would refuse for what it is, with everything that there is against it. */
export function requireGate(model: Uint8Array, manifest: Pick<Manifest, "attributes" | "policy">, path: string): void {
  const { verdict, findings } = checkModel(model, modelContractOf(manifest));
  if (verdict === "accepted") return;
  const problems = findings.map(({ code, path: where, message }) => {
    return { path: [code, where].filter(Boolean).join(" at "), line: 0, message };
  });
  throw new PersonaCliError("file-wrong", `${path} is no model that the gate accepts.`, {
    code: "model-refused",
    problems,
  });
}
