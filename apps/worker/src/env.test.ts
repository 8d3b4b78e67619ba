import { describe, expect, it } from "vitest";
import { readEnv } from "./env.ts";

describe("readEnv", () => {
  it("names the variable that is missing or wrong", () => {
    expect(() => readEnv({})).toThrow(/^DATABASE_URL/);
    expect(() => readEnv({ DATABASE_URL: "postgres://x", WORKER_PORT: "no" })).toThrow(/^WORKER_PORT/);
    expect(readEnv({ DATABASE_URL: "postgres://x", WORKER_PORT: "0" }).WORKER_PORT).toBe(0);
  });

  it("lets a worker send to its own machine in local mode alone, and mail only in somebody's name", () => {
    const base = { DATABASE_URL: "postgres://x" };
    expect(() => readEnv({ ...base, OUTBOUND_LOOPBACK: "1" })).toThrow(/^OUTBOUND_LOOPBACK/);
    expect(readEnv({ ...base, OUTBOUND_LOOPBACK: "1", LOCAL_MODE: "1" }).OUTBOUND_LOOPBACK).toBe("1");
    expect(() => readEnv({ ...base, SMTP_URL: "smtps://mail.example.org" })).toThrow(/^MAIL_FROM/);
    expect(() => readEnv({ ...base, SMTP_URL: "https://mail.example.org" })).toThrow(/^SMTP_URL/);
    expect(() => readEnv({ ...base, OUTBOUND_CLOSED: "10.0.0.0" })).toThrow(/^OUTBOUND_CLOSED/);
    expect(readEnv({ ...base, OUTBOUND_CLOSED: "2a00:1::/96, 8.8.0.0/16" }).OUTBOUND_CLOSED).toEqual([
      "2a00:1::/96",
      "8.8.0.0/16",
    ]);
  });
});
