import { manifestSchema } from "@fleet-persona/persona";
import { hubMessageSchema } from "@fleet-persona/protocol";
import { describe, expect, it } from "vitest";
import { assignmentOf, toyBundle } from "./testing/toy-persona.fixture.ts";

// Only the host's own files may name these: whatever comes from outside and says one of them is refused as a whole.
const NAMES = {
  command: "/bin/sh",
  argv: ["/bin/sh", "-c", "id"],
  path: "/etc/passwd",
  file: "/etc/passwd",
  socket: "/run/fleet-agent-helper/helper.sock",
  address: "10.0.0.1:80",
  url: "http://elsewhere.example/",
  target: { kind: "script", command: "/bin/sh" },
  targets: ["/tmp/targets.json"],
};

const bundle = toyBundle();
const manifest: unknown = JSON.parse(new TextDecoder().decode(bundle.get("persona.json")));
const assignment = assignmentOf(bundle, {
  bounds: { workers: { kind: "range", min: 1, max: 8 } },
  settings: { cooldownMs: { grow: 0, shrink: 0 } },
});
const fleetId = assignment.assignmentId;
const messages: readonly object[] = [
  { type: "state", fleetId, revision: 1, paused: false, pausedUntil: null, assignment },
  { type: "ack", epoch: 1, upTo: 1, refused: [{ seq: 1, code: "too-old" }] },
  { type: "error", code: "identity-refused", message: "no" },
  { type: "challenge", protocol: 1, nonce: Buffer.alloc(32).toString("base64") },
  {
    type: "welcome",
    sessionId: "s",
    sessionToken: "t",
    leaseEpoch: 1,
    creditWindow: 1,
    resumeAfter: { epoch: 1, seq: 1 },
  },
];

// A link for people to read in the store; no part of the agent follows it.
const ALLOWED = new Set(["/author url"]);

describe("manifestSchema", () => {
  it("manifestSchema refuses a command, a path or an address wherever it is put", () => {
    expect(manifestSchema.safeParse(manifest).success).toBe(true);
    const { refused, taken } = everyPlace(manifest, (changed) => manifestSchema.safeParse(changed).success);
    expect(taken).toEqual(ALLOWED);
    expect(refused).toBeGreaterThan(80);
  });
});

describe("hubMessageSchema", () => {
  for (const message of messages) {
    const type = "type" in message ? String(message.type) : "";
    it(`hubMessageSchema refuses a command, a path or an address anywhere in ${type}`, () => {
      const whole = hubMessageSchema.safeParse(message);
      expect(whole.error?.issues ?? []).toEqual([]);
      const { refused, taken } = everyPlace(message, (changed) => hubMessageSchema.safeParse(changed).success);
      expect(taken).toEqual(new Set());
      expect(refused).toBeGreaterThanOrEqual(Object.keys(NAMES).length);
    });
  }
});

/** Puts each name into each object of `whole`, one at a time, and says which of them were taken. */
function everyPlace(whole: unknown, isTaken: (changed: unknown) => boolean): { refused: number; taken: Set<string> } {
  const taken = new Set<string>();
  let refused = 0;
  for (const place of objectsIn(whole, [])) {
    for (const [name, value] of Object.entries(NAMES)) {
      const changed = structuredClone(whole);
      const inside = place.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], changed);
      (inside as Record<string, unknown>)[name] = value;
      if (isTaken(changed)) taken.add(`/${place.join("/")} ${name}`);
      else refused += 1;
    }
  }
  return { refused, taken };
}

function objectsIn(value: unknown, path: readonly string[]): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.entries(value).flatMap(([key, child]) => objectsIn(child, [...path, key]));
  return Array.isArray(value) ? below : [path, ...below];
}
