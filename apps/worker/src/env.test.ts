import { describe, expect, it } from "vitest";
import { readEnv } from "./env.ts";

describe("readEnv", () => {
  it("names the variable that is missing or wrong", () => {
    expect(() => readEnv({})).toThrow(/^DATABASE_URL/);
    expect(() => readEnv({ DATABASE_URL: "postgres://x", WORKER_PORT: "no" })).toThrow(/^WORKER_PORT/);
    expect(readEnv({ DATABASE_URL: "postgres://x", WORKER_PORT: "0" }).WORKER_PORT).toBe(0);
  });
});
