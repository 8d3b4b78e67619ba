import { utf8 } from "@scure/base";
import { PersonaError } from "./refusal.ts";

// Deep enough for any manifest; shallow enough that hostile nesting cannot exhaust the stack.
const DEPTH_LIMIT = 64;

/**
 * RFC 8785 (JSON Canonicalization Scheme) in UTF-8: keys in UTF-16 order, ECMAScript numbers, no white space.
 * Throws `PersonaError` "value-not-canonical" for what JSON cannot say: undefined, NaN, lone surrogates, class instances.
 */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8.decode(canonicalText(value, 0));
}

function canonicalText(value: unknown, depth: number): string {
  if (depth > DEPTH_LIMIT) throw notCanonical(`nested deeper than ${DEPTH_LIMIT}`);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw notCanonical(`${value} is not a JSON number`);
    return JSON.stringify(value);
  }
  if (typeof value === "string") return canonicalString(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalText(item, depth + 1)).join(",")}]`;
  if (typeof value === "object" && isPlain(value)) {
    const members = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${canonicalString(key)}:${canonicalText(item, depth + 1)}`);
    return `{${members.join(",")}}`;
  }
  throw notCanonical(`a ${typeof value} has no JSON form`);
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw notCanonical("a string holds a lone surrogate");
  return JSON.stringify(text);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function notCanonical(message: string): PersonaError {
  return new PersonaError("value-not-canonical", message);
}

/** The JSON value `bytes` spell, or undefined when they are not the one canonical spelling of anything. */
export function parseCanonical(bytes: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(utf8.encode(bytes));
    return sameBytes(canonicalBytes(value), bytes) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
