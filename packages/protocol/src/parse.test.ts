import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agentMessageSchema } from "./messages-from-agent.ts";
import { encodeMessage, parseAgentMessage, parseHubMessage } from "./parse.ts";

const hello = {
  type: "hello",
  protocol: { min: 1, max: 1 },
  agentVersion: "0.1.0",
  tenantId: "018f0000-0000-7000-8000-000000000001",
  hostId: "018f0000-0000-7000-8000-000000000002",
  capabilities: { targets: [{ name: "haproxy", version: "2.6" }], attributes: ["cpu_allocation"] },
  time: 1,
} as const;

describe("parseAgentMessage", () => {
  it.each([
    ["no JSON", "{", "malformed-json"],
    ["a NUL that no database keeps", `{"type":"hello","agentVersion":"\\u0000"}`, "malformed-json"],
    ["half a surrogate pair", `{"type":"hello","agentVersion":"\\ud800"}`, "malformed-json"],
    ["bottomless nesting", `${"[".repeat(90_000)}${"]".repeat(90_000)}`, "malformed-json"],
    ["too large a text", " ".repeat(262_145), "message-too-large"],
    ["no object", "3", "unknown-message"],
    ["no type", "{}", "unknown-message"],
    ["a type of the other side", `{"type":"welcome"}`, "unknown-message"],
    ["an unknown field", JSON.stringify({ ...hello, extra: 1 }), "invalid-message"],
    ["a missing field", JSON.stringify({ ...hello, time: undefined }), "invalid-message"],
    ["a gap that ends before it starts", `{"type":"gap","epoch":1,"fromSeq":3,"toSeq":2,"at":1}`, "invalid-message"],
    ["a dictionary of nothing", `{"type":"dictionary","epoch":1,"id":1,"signals":[]}`, "invalid-message"],
  ])("refuses %s", (_, text, code) => {
    expect(parseAgentMessage(text)).toMatchObject({ kind: "malformed", code });
  });

  it("reads what encodeMessage wrote", () => {
    expect(parseAgentMessage(encodeMessage(agentMessageSchema.parse(hello)))).toEqual({
      kind: "message",
      message: hello,
    });
  });

  it("never throws on any text or JSON", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseAgentMessage(text).kind).toBe("malformed");
        expect(parseHubMessage(text).kind).toBe("malformed");
      }),
    );
  });
});
