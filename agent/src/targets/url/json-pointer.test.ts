import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueAt, withValueAt, type Json } from "./json-pointer.ts";

const rfc: Json = { foo: ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, " ": 7, "m~n": 8 };

describe("valueAt", () => {
  // The examples of RFC 6901, section 5.
  it.each([
    ["", rfc],
    ["/foo", ["bar", "baz"]],
    ["/foo/0", "bar"],
    ["/", 0],
    ["/a~1b", 1],
    ["/c%d", 2],
    ["/ ", 7],
    ["/m~0n", 8],
    ["/foo/2", undefined],
    ["/foo/00", undefined],
    ["/foo/-", undefined],
    ["/foo/length", undefined],
    ["/constructor", undefined],
    ["/__proto__", undefined],
    ["/foo/0/0", undefined],
  ])("valueAt %j", (pointer, value) => expect(valueAt(rfc, pointer)).toEqual(value));
});

describe("withValueAt", () => {
  it("withValueAt changes one place of a copy and nothing where there is none", () => {
    expect(withValueAt(rfc, "/foo/1", "x")).toEqual({ ...(rfc as object), foo: ["bar", "x"] });
    expect(withValueAt(rfc, "/foo/7", "x")).toBe(undefined);
    expect(withValueAt(rfc, "/new/place", "x")).toBe(undefined);
    expect(valueAt(rfc, "/foo/1")).toBe("baz");
  });

  it("withValueAt gives back what valueAt then reads, and leaves every other place alone", () => {
    const keys = fc.uniqueArray(fc.stringMatching(/^[a-z~/]{1,4}$/), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(keys, fc.integer(), (names, value) => {
        const document = Object.fromEntries(names.map((name, index) => [name, { deep: index }]));
        const pointers = names.map((name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}/deep`);
        const changed = withValueAt(document, pointers[0] ?? "", value) ?? null;
        expect(valueAt(changed, pointers[0] ?? "")).toBe(value);
        for (const [index, pointer] of pointers.entries()) if (index > 0) expect(valueAt(changed, pointer)).toBe(index);
      }),
    );
  });
});
