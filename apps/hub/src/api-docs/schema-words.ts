import type { SchemaNode } from "./read-document.ts";

/** What a schema takes, in a few words; names of other schemas stand in «» for the page to make links of. */
export function typeWords(node: SchemaNode, depth = 0): string {
  if (node.$ref !== undefined) return `«${nameOf(node.$ref)}»`;
  const choices = node.anyOf ?? node.oneOf;
  if (choices !== undefined) return eachOnce(choices.map((choice) => typeWords(choice, depth + 1)));
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum !== undefined) return node.enum.map((value) => JSON.stringify(value)).join(" | ");
  const types = typeof node.type === "string" ? [node.type] : (node.type ?? []);
  if (types.length === 0) return "anything";
  return eachOnce(types.map((type) => oneType(type, node, depth)));
}

function oneType(type: string, node: SchemaNode, depth: number): string {
  switch (type) {
    case "array":
      return node.items === undefined || depth > 3 ? "list" : `list of ${typeWords(node.items, depth + 1)}`;
    case "object":
      return typeof node.additionalProperties === "object" && node.properties === undefined
        ? `map of ${typeWords(node.additionalProperties, depth + 1)}`
        : "object";
    case "string":
      return node.format === undefined ? "string" : `string (${node.format})`;
    default:
      return type;
  }
}

/** What bounds a value: limits and the default. */
export function boundWords({ minimum, maximum, minLength, maxLength, default: usual }: SchemaNode): string {
  const said = [
    minimum === undefined ? "" : `at least ${minimum}`,
    maximum === undefined ? "" : `at most ${maximum}`,
    minLength === undefined || minLength < 2 ? "" : `${minLength} characters or more`,
    maxLength === undefined ? "" : `up to ${maxLength} characters`,
    usual === undefined || usual === "" || (Array.isArray(usual) && usual.length === 0)
      ? ""
      : `usually ${JSON.stringify(usual)}`,
  ];
  return said.filter((each) => each !== "").join(", ");
}

/** The name at the end of a reference. */
export function nameOf(reference: string): string {
  return reference.split("/").at(-1) ?? "";
}

/** The fields of an object, or of the objects in a list; null where there are none to show. */
export function fieldsOf(node: SchemaNode): Readonly<Record<string, SchemaNode>> | null {
  if (node.properties !== undefined) return Object.keys(node.properties).length === 0 ? null : node.properties;
  if (node.items !== undefined) return fieldsOf(node.items);
  return typeof node.additionalProperties === "object" ? fieldsOf(node.additionalProperties) : null;
}

function eachOnce(words: readonly string[]): string {
  return [...new Set(words)].join(" | ");
}
