import { array, assert, constantFrom, integer, nat, oneof, property, record, uint8Array } from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { checkModel } from "./check-model.ts";
import { readModel } from "./read-model.ts";
import { honestModels } from "./testing/honest.ts";
import { policy } from "./testing/honest-policy.ts";
import { ONNX_DESCRIPTOR } from "./testing/onnx-descriptor.ts";
import { int, joined, text } from "./testing/protobuf-writer.ts";

const Model = protobuf.parse(ONNX_DESCRIPTOR, { keepCase: true }).root.lookupType("Model");

/** What protobufjs makes of the same bytes; its whole numbers as ours, cut to what a double holds exactly. */
function byProtobufjs(bytes: Uint8Array): unknown {
  return comparable(Model.toObject(Model.decode(bytes), { longs: Number }));
}

/** Without what is not there: an absent field, an empty list. */
function comparable(value: unknown): unknown {
  if (typeof value === "number")
    return Math.abs(value) > Number.MAX_SAFE_INTEGER &&
      Number.isFinite(value) &&
      Number.isInteger(value) &&
      Math.abs(value) < 2 ** 64
      ? Math.sign(value) * Number.MAX_SAFE_INTEGER
      : value;
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(
    ([, field]) => field !== undefined && !(Array.isArray(field) && field.length === 0),
  );
  return Object.fromEntries(fields.map(([name, field]) => [name, comparable(field)]));
}

const whole = policy();
const models = constantFrom(...honestModels.map(([, bytes]) => bytes()));

/** A change that somebody, or a broken disk, makes to a file. */
const mutations = oneof(
  record({ at: nat(), bit: integer({ min: 0, max: 7 }) }).map(({ at, bit }) => (bytes: Uint8Array) => {
    const changed = bytes.slice();
    const place = at % bytes.length;
    changed[place] = (changed[place] ?? 0) ^ (1 << bit);
    return changed;
  }),
  record({ at: nat(), value: nat(255) }).map(({ at, value }) => (bytes: Uint8Array) => {
    const changed = bytes.slice();
    changed[at % bytes.length] = value;
    return changed;
  }),
  nat().map((length) => (bytes: Uint8Array) => bytes.slice(0, length % bytes.length)),
  record({ from: nat(), length: nat(64), to: nat() }).map(({ from, length, to }) => (bytes: Uint8Array) => {
    const start = from % bytes.length;
    const place = to % bytes.length;
    return joined([bytes.slice(0, place), bytes.slice(start, start + length), bytes.slice(place)]);
  }),
  record({ at: nat(), put: uint8Array({ maxLength: 12 }) }).map(({ at, put }) => (bytes: Uint8Array) => {
    const place = at % bytes.length;
    return joined([bytes.slice(0, place), put, bytes.slice(place)]);
  }),
);

describe("readModel", () => {
  it.each(honestModels)("reads the same of %s as protobufjs does", (_, bytes) => {
    const { model, findings } = readModel(bytes());
    expect(findings).toEqual([]);
    expect(comparable(model)).toEqual(byProtobufjs(bytes()));
  });

  it("refuses a changed model or reads the same of it as protobufjs does, and never throws", () => {
    let accepted = 0;
    assert(
      property(models, array(mutations, { minLength: 1, maxLength: 3 }), (honest, changes) => {
        const bytes = changes.reduce((changed, change) => (changed.length === 0 ? changed : change(changed)), honest);
        const { model, findings } = readModel(bytes);
        checkModel(bytes, null);
        if (findings.length > 0 || model === null) return;
        accepted += 1;
        expect(comparable(model)).toEqual(byProtobufjs(bytes));
      }),
      { numRuns: 1_500, seed: 7 },
    );
    expect(accepted).toBeGreaterThan(50);
  }, 30_000);

  it("never throws on bytes that are no model", () => {
    assert(
      property(uint8Array({ maxLength: 200 }), (bytes) => {
        expect(checkModel(bytes, null).verdict).toBe("refused");
      }),
      { numRuns: 1_000, seed: 3 },
    );
  }, 30_000);

  it("refuses every cut of a model", () => {
    for (let length = 0; length < whole.length; length += 1)
      expect(checkModel(whole.slice(0, length), null).verdict).toBe("refused");
  });

  it("keeps to the bytes it was given", () => {
    const around = joined([new Uint8Array(64).fill(0xff), whole, new Uint8Array(64).fill(0xff)]);
    const view = around.subarray(64, 64 + whole.length);
    expect(readModel(view)).toEqual(readModel(whole));
    expect(readModel(around.subarray(64, 63 + whole.length)).findings).not.toEqual([]);
  });

  it.each([
    ["a two-byte letter", "é"],
    ["a three-byte letter", "漢"],
    ["a four-byte letter", "🐟"],
    ["a long comment", "ä".repeat(6_000)],
  ])("reads %s as it was written", (_, written) => {
    expect(readModel(joined([int(1, 8), text(6, written)])).model?.doc_string).toBe(written);
  });

  it.each([0, 1, 127, 128, 2 ** 31, 2 ** 32, 2 ** 53 - 1, -1, -(2 ** 31), -(2 ** 53) + 1])(
    "reads the integer %d",
    (value) => {
      expect(readModel(int(5, value)).model?.model_version).toBe(value);
    },
  );

  it("cuts integers beyond a double to the largest it holds exactly", () => {
    expect(readModel(int(5, 2n ** 62n)).model?.model_version).toBe(Number.MAX_SAFE_INTEGER);
    expect(readModel(int(5, -(2n ** 63n))).model?.model_version).toBe(Number.MIN_SAFE_INTEGER);
  });
});
