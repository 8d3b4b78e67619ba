import { describe, expect, it } from "vitest";
import { FRAME_KINDS, decodeDecisionRecord } from "@fleet-persona/protocol";
import { fakeHub, offer } from "./testing/fake-hub.fixture.ts";
import { eventually, temporaryState, toyAgent } from "./testing/toy-agent.fixture.ts";
import { assignmentOf, toyBundle } from "./testing/toy-persona.fixture.ts";
import { toyTarget } from "./testing/toy-target.fixture.ts";

describe("startAgent", () => {
  it("startAgent installs the assigned Persona, decides, applies and reports", async () => {
    using state = temporaryState();
    await using hub = await fakeHub();
    const bundle = toyBundle();
    offer(hub, bundle);
    hub.assign(assignmentOf(bundle));
    const target = toyTarget();
    target.signals["request_rate"] = 300;
    await using agent = await toyAgent(state, hub.url, target);
    await eventually("workers grew", () => (target.config["workers"] as number) > 10);
    await eventually("the decision was reported", () =>
      [...hub.frames.values()].some(({ kind, payload }) => {
        if (kind !== FRAME_KINDS.decision) return false;
        const decoded = decodeDecisionRecord(payload);
        return decoded.kind === "record" && decoded.record.apply.kind === "applied";
      }),
    );
    const status = agent.status();
    expect(status).toMatchObject({ connected: true, mode: "active", fallback: null });
    expect(status.decisions.applied).toBeGreaterThan(0);
  });
});
