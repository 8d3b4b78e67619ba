import type { z } from "zod";
import type { Malformed } from "./codes.ts";
import { agentMessageSchema, type AgentMessage } from "./messages-from-agent.ts";
import { hubMessageSchema, type HubMessage } from "./messages-from-hub.ts";
import { MAX_PAYLOAD_BYTES } from "./limits.ts";
import { parseStorableJson } from "./storable-json.ts";

/** A control message that was read, or why not. */
export type Parsed<Message> = { readonly kind: "message"; readonly message: Message } | Malformed;

const AGENT_TYPES: ReadonlySet<string> = new Set(agentMessageSchema.options.map((option) => option.shape.type.value));
const HUB_TYPES: ReadonlySet<string> = new Set(hubMessageSchema.options.map((option) => option.shape.type.value));

/** Reads a text message from an agent. Never throws. */
export function parseAgentMessage(text: string): Parsed<AgentMessage> {
  return parse(text, agentMessageSchema, AGENT_TYPES);
}

/** Reads a text message from a hub. Never throws. */
export function parseHubMessage(text: string): Parsed<HubMessage> {
  return parse(text, hubMessageSchema, HUB_TYPES);
}

/** Writes a control message. */
export function encodeMessage(message: AgentMessage | HubMessage): string {
  return JSON.stringify(message);
}

function parse<Message>(text: string, schema: z.ZodType<Message>, types: ReadonlySet<string>): Parsed<Message> {
  if (text.length > MAX_PAYLOAD_BYTES) return malformed("message-too-large", `over ${MAX_PAYLOAD_BYTES} bytes`);
  const value = parseStorableJson(text);
  if (value === undefined) return malformed("malformed-json", "the message is not JSON a database can keep");
  const type = typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
  if (typeof type !== "string" || !types.has(type))
    return malformed("unknown-message", `no message type ${String(type)}`);
  const result = schema.safeParse(value);
  if (result.success) return { kind: "message", message: result.data };
  const [issue] = result.error.issues;
  return malformed("invalid-message", `${type}.${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`);
}

function malformed(code: Malformed["code"], message: string): Malformed {
  return { kind: "malformed", code, message };
}
