import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { persona } from "../../testing/run-persona.fixture.ts";

const field = (number: number, bytes: Uint8Array): Uint8Array =>
  Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
const text = (number: number, value: string): Uint8Array => field(number, Buffer.from(value));
const whole = (number: number, value: number): Uint8Array => Buffer.concat([varint(number << 3), varint(value)]);

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest & 0x7f) | 0x80);
  }
}

const opset = (version: number): Uint8Array => field(8, whole(2, version));
const modelOf = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat([whole(1, 8), ...parts]);
const node = (operator: string, ...more: readonly Uint8Array[]): Uint8Array =>
  field(1, Buffer.concat([text(1, "in"), text(2, "out"), text(4, operator), ...more]));
const graph = (...parts: readonly Uint8Array[]): Uint8Array => field(7, Buffer.concat([...parts, text(2, "g")]));

describe("persona import of what somebody else made", () => {
  let folder: string;
  const at = (name: string): string => join(folder, name);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "import-"));
    expect((await persona("init", at("shop"), "--publisher", "acme")).code).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const external = Buffer.concat([
    whole(1, 1),
    whole(2, 1),
    text(8, "w"),
    field(13, Buffer.concat([text(1, "location"), text(2, "../../etc/passwd")])),
    whole(14, 1),
  ]);
  const hostile: readonly (readonly [string, Uint8Array])[] = [
    ["no model at all", Buffer.from("<script>alert(1)</script>")],
    ["nothing", new Uint8Array()],
    ["another loader's bytes", Buffer.concat([Buffer.alloc(4), Buffer.from("ORTM"), Buffer.alloc(64)])],
    ["a length that is a lie", Uint8Array.from([0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f])],
    ["two graphs", modelOf(opset(17), graph(node("Relu")), graph(node("Tanh")))],
    ["a loop", modelOf(opset(17), graph(node("Loop")))],
    ["a file beside it", modelOf(opset(17), graph(node("Relu"), field(5, external)))],
    ["functions within functions", modelOf(opset(17), graph(node("f")), field(25, text(1, "f")))],
    ["an operator of its own", modelOf(opset(17), graph(node("Shell", text(7, "com.evil"))))],
    ["graphs in graphs without end", modelOf(opset(17), graph(nested(40)))],
  ];

  it.each(hostile)("refuses %s before anything runs, and writes no bundle", async (_what, bytes) => {
    writeFileSync(at("model.onnx"), bytes);
    const said = await persona("import", at("model.onnx"), "--project", at("shop"), "--out", at("out"), "--json");
    expect([said.code, said.out.includes("says what the model says")]).toEqual([3, false]);
    expect(said.err).toContain('"error"');
    expect(() => rmSync(at("out"))).toThrow("ENOENT");
  });

  it("does not read a file that is too large for any policy", async () => {
    const file = openSync(at("huge.onnx"), "w");
    ftruncateSync(file, 3_000_000_000);
    closeSync(file);
    const said = await persona("import", at("huge.onnx"), "--project", at("shop"), "--json");
    expect(said.code).toBe(3);
    expect(JSON.parse(said.err)).toMatchObject({ error: { code: "model-too-large" } });
  });
});

// A node whose attribute is a graph with such a node, and so on.
function nested(depth: number): Uint8Array {
  if (depth === 0) return node("Relu");
  const inner = Buffer.concat([nested(depth - 1), text(2, "g")]);
  return node("If", field(5, Buffer.concat([text(1, "then_branch"), field(6, inner), whole(20, 5)])));
}
