import type { Adversarial } from "./adversarial.ts";
import { honestPolicy, node, policy, policyWith } from "./honest-policy.ts";
import { graphFields, type WrittenAttribute } from "./model-builder.ts";
import { BYTES, bytes, float, int, joined, message, tag, text, varint, type Field } from "./protobuf-writer.ts";

const raw = (...values: readonly number[]): Field => Uint8Array.from(values);
const extra = (...fields: readonly Field[]): Uint8Array => policy({ extra: fields });

const emptyNodes = (count: number): Field =>
  Uint8Array.from({ length: 2 * count }, (_, at) => (at % 2 === 0 ? 0x0a : 0));

/** A graph within a graph within a graph …, so many times. */
function nested(times: number): Field[] {
  let graph = graphFields({ nodes: [node("Neg", ["a"], ["b"])], inputs: {}, outputs: {} });
  for (let at = 0; at < times; at += 1) {
    const branch: WrittenAttribute = { fields: [message(6, graph), int(20, 5)] };
    graph = graphFields({ nodes: [node("If", ["a"], ["b"], { then_branch: branch })], inputs: {}, outputs: {} });
  }
  return graph;
}

/** Tricks with the encoding: each is something that two protobuf readers take differently, or that stops one. */
export const adversarialBytes: readonly Adversarial[] = [
  ["nothing at all", "graph-missing", () => new Uint8Array()],
  ["text", "tag-invalid", () => new TextEncoder().encode("not a model")],
  ["a file cut in half", "truncated", () => policy().subarray(0, 300)],
  ["a length of 4 GiB", "truncated", () => extra(raw(...tag(6, BYTES), 0xff, 0xff, 0xff, 0xff, 0x0f))],
  ["a length of 2^63", "truncated", () => extra(raw(...tag(6, BYTES), ...varint(2n ** 63n)))],
  ["the ORTM polyglot", "ort-format", () => joined([int(1, 8), text(2, "ORTM"), policy()])],
  ["trailing zeros", "tag-invalid", () => extra(new Uint8Array(8))],
  ["trailing text", "field-unknown", () => extra(new TextEncoder().encode("PK"))],
  ["a wire type that does not exist", "tag-invalid", () => extra(raw(...tag(6, 7)))],
  ["a field number beyond 2^29", "tag-invalid", () => extra(raw(...varint(2n ** 33n), 0))],
  ["a group", "group-field", () => extra(raw(...tag(30, 3), ...tag(30, 4)))],
  ["a number in more bytes than it needs", "varint-overlong", () => extra(raw(...tag(5, 0), 0x81, 0x00))],
  ["a tag in more bytes than it needs", "varint-overlong", () => extra(raw(0xa8, 0x00, 1))],
  ["a length in more bytes than it needs", "varint-overlong", () => extra(raw(...tag(6, BYTES), 0x81, 0x00, 0x41))],
  ["a number of eleven bytes", "varint-overlong", () => extra(raw(...tag(5, 0), ...Array<number>(10).fill(0xff), 1))],
  ["a number beyond 64 bits", "varint-overlong", () => extra(raw(...tag(5, 0), ...Array<number>(9).fill(0xff), 2))],
  ["an unknown field of the model", "field-unknown", () => extra(int(99, 1))],
  [
    "an unknown field of a node",
    "field-unknown",
    () => policyWith([{ ...node("Neg", ["h"], ["n"]), extra: [int(11, 1)] }]),
  ],
  ["a device configuration of IR 11", "field-unknown", () => extra(message(26, []))],
  ["the graph twice", "field-repeated", () => extra(message(7, graphFields(honestPolicy)))],
  ["the IR version twice", "field-repeated", () => extra(int(1, 7))],
  [
    "an operator's type twice",
    "field-repeated",
    () => policyWith([{ ...node("Neg", ["h"], ["n"]), extra: [text(4, "Exp")] }]),
  ],
  ["a comment as a number", "wire-type-wrong", () => extra(int(6, 1))],
  [
    "floats partly packed",
    "packed-mixed",
    () =>
      policyWith([
        node("Constant", [], ["c"], {
          value_floats: { fields: [float(7, 1), bytes(7, new Uint8Array(4)), int(20, 6)] },
        }),
      ]),
  ],
  [
    "a data type beyond 32 bits",
    "integer-out-of-range",
    () => policyWith([], [{ name: "w", dims: [1], fields: [int(2, 2n ** 32n + 1n), bytes(9, new Uint8Array(4))] }]),
  ],
  ["a name that is no UTF-8", "text-invalid", () => extra(bytes(3, raw(0xc0, 0x80)))],
  ["a name that reads from right to left", "text-invalid", () => policyWith([node("Neg", ["h"], ["\u202evalue"])])],
  ["a comment that is no UTF-8", "text-invalid", () => extra(bytes(6, raw(0xed, 0xa0, 0x80)))],
  ["a name with a zero byte", "text-invalid", () => policyWith([node("Neg", ["h"], ["n\0"])])],
  ["a name of a kilobyte", "text-too-long", () => policyWith([node("Neg", ["h"], ["n".repeat(1024)])])],
  ["a comment of a megabyte", "text-too-long", () => extra(text(6, " ".repeat(2 ** 20)))],
  [
    "a depth bomb of graphs",
    "too-deep",
    () => policy({ graphExtra: [message(1, [text(4, "If"), message(5, [message(6, nested(12)), int(20, 5)])])] }),
  ],
  [
    "more nodes than a policy has",
    "too-many-items",
    () => policyWith(Array.from({ length: 513 }, (_, at) => node("Neg", ["h"], [`n${at}`]))),
  ],
  ["a hundred thousand empty nodes", "too-many-items", () => policy({ graphExtra: [emptyNodes(100_000)] })],
  [
    "a hundred thousand nodes in many small graphs",
    "too-many-items",
    () =>
      policy({
        nodes: Array.from({ length: 200 }, (_, at) =>
          node("If", ["h"], [`n${at}`], { body: { fields: [message(6, [emptyNodes(512)]), int(20, 5)] } }),
        ),
      }),
  ],
  [
    "thousands of unknown fields",
    "more-findings",
    () => extra(...Array.from({ length: 5_000 }, (_, at) => int(100 + at, 1))),
  ],
  [
    "more dimensions than there are",
    "too-many-items",
    () => policyWith([], [{ name: "w", dims: Array<number>(100).fill(1), floats: [1] }]),
  ],
];
