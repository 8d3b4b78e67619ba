import { readFileSync } from "node:fs";
import {
  isValueOf,
  type Attribute,
  type AttributeValue,
  type Configuration,
  type Manifest,
} from "@fleet-persona/persona";
import { PersonaCliError } from "../persona-error.ts";
import { nearest } from "../project/known-signals.ts";

/** A moment that somebody asks about. */
export type State = { readonly signals: Readonly<Record<string, number>>; readonly config: Configuration };

/** The state of a JSON file and of words NAME=VALUE, the words before the file; null when neither is there. */
export function readState(manifest: Manifest, file: string | undefined, words: readonly string[]): State | null {
  if (file === undefined && words.length === 0) return null;
  const signals: Record<string, number> = {};
  const config: Record<string, AttributeValue> = Object.fromEntries(
    manifest.attributes.map((each) => [each.name, each.default]),
  );
  const given = [...(file === undefined ? [] : entriesOf(file)), ...words.map(pairOf)];
  for (const [name, value] of given) {
    const attribute = manifest.attributes.find((each) => each.name === name);
    if (attribute !== undefined) config[name] = attributeValue(attribute, value);
    else signals[signalName(manifest, name)] = numberOf(name, value);
  }
  return { signals, config };
}

function entriesOf(file: string): readonly (readonly [string, unknown])[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw wrong(
      `${file} is no state: ${error instanceof Error ? error.message : String(error)}. Write JSON { "request_rate": 420 }.`,
    );
  }
  if (typeof value !== "object" || value === null)
    throw wrong(`${file} is no state: write JSON { "request_rate": 420 }.`);
  return Object.entries(value).flatMap(([name, each]: readonly [string, unknown]) =>
    (name === "signals" || name === "config") && typeof each === "object" && each !== null
      ? Object.entries(each)
      : [[name, each] as const],
  );
}

function pairOf(word: string): readonly [string, string] {
  const at = word.indexOf("=");
  if (at < 1) throw wrong(`${word} is no state: write SIGNAL=VALUE, such as request_rate=420.`);
  return [word.slice(0, at), word.slice(at + 1)];
}

function attributeValue(attribute: Attribute, value: unknown): AttributeValue {
  const read = typeof value === "string" && attribute.kind !== "categorical" ? valueOfText(value) : value;
  if (isValueOf(attribute, read)) return read;
  const may =
    "choices" in attribute
      ? attribute.choices.join(", ")
      : "min" in attribute
        ? `${attribute.min} to ${attribute.max}`
        : "true, false";
  throw wrong(`${attribute.name} cannot be ${String(value)}: it may be ${may}.`);
}

function valueOfText(text: string): number | boolean | string {
  if (text === "true" || text === "false") return text === "true";
  return text === "" || Number.isNaN(Number(text)) ? text : Number(text);
}

function signalName({ policy, attributes }: Manifest, name: string): string {
  const names = policy.inputs.signals.map((signal) => signal.name);
  if (names.includes(name)) return name;
  const near = nearest(name, [...names, ...attributes.map((each) => each.name)]);
  const instead = near.length === 0 ? `it sees ${names.join(", ")}` : `did you mean ${near.join(" or ")}?`;
  throw wrong(`This Persona does not see ${name}: ${instead}`);
}

function numberOf(name: string, value: unknown): number {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw wrong(`${name}=${String(value)} is no number.`);
}

function wrong(message: string): PersonaCliError {
  return new PersonaCliError("file-wrong", message, { code: "state-wrong" });
}
