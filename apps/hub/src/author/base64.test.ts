import { expect, test } from "vitest";
import { base64Of } from "./base64.ts";

test("base64Of is the base64 of every byte, of few and of many", () => {
  for (const length of [0, 1, 2, 3, 0x8000, 0x8001]) {
    const bytes = Uint8Array.from({ length }, (_, place) => place % 256);
    expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString("base64"));
  }
});
