import type { Findings } from "../findings.ts";
import type { NodeProto } from "../onnx/messages.ts";
import type { AttributeValue, Operator } from "../operators/operator.ts";
import { OPERATORS, refusalOf } from "../operators/operators.ts";
import { checkAttributes, refuseSubgraphs } from "./attribute-rules.ts";
import { isDefaultDomain } from "./model-rules.ts";

/** A node that breaks no rule of its own: its operator and what that is told. */
export type SoundNode = { readonly operator: Operator; readonly attributes: ReadonlyMap<string, AttributeValue> };

/** Holds one node to every rule for nodes; null where it breaks one. */
export function checkNode(node: NodeProto, opset: number, path: string, findings: Findings): SoundNode | null {
  refuseSubgraphs(node, path, findings);
  const operator = checkOperator(node, path, findings);
  if (operator === null) return null;
  const attributes = checkAttributes(node, operator, { opset, path, findings });
  const fits = isOldEnough(operator, opset, path, findings);
  const counted = checkArity(node, operator, path, findings);
  return attributes !== null && fits && counted ? { operator, attributes } : null;
}

function checkOperator({ op_type: name = "", domain }: NodeProto, path: string, findings: Findings): Operator | null {
  if (!isDefaultDomain(domain)) {
    findings.add("custom-domain", path, `The operators of ${domain ?? ""} are not ONNX's own: export without them.`);
    return null;
  }
  const operator = OPERATORS.get(name);
  if (operator !== undefined) return operator;
  const { code, message } = refusalOf(name);
  findings.add(code, path, message);
  return null;
}

function isOldEnough({ since }: Operator, opset: number, path: string, findings: Findings): boolean {
  if (opset >= since) return true;
  findings.add("operator-too-new", path, `The operator came with opset ${since}: export with opset_version=${since}.`);
  return false;
}

function checkArity(node: NodeProto, { inputs, outputs }: Operator, path: string, findings: Findings): boolean {
  const needed = node.input.slice(0, inputs[0]);
  const fits =
    needed.length === inputs[0] &&
    !needed.includes("") &&
    node.input.length <= inputs[1] &&
    node.output.length >= outputs[0] &&
    node.output.length <= outputs[1] &&
    !node.output.includes("");
  if (fits) return true;
  const range = ([least, most]: readonly [number, number]): string =>
    least === most ? `${least}` : `${least} to ${most}`;
  const has = `It has ${node.input.length} inputs and ${node.output.length} outputs`;
  const sentence = `${has}, and takes ${range(inputs)} and ${range(outputs)} in a policy, none of them left out.`;
  findings.add("arity", path, sentence);
  return false;
}
