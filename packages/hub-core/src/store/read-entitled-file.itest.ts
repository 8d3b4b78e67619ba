import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { sampleBundle } from "../testing/sample-bundle.fixture.ts";
import { expectRefusal, newOwner, newSeller, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { getListing } from "./get-listing.ts";
import { getPersona } from "./get-persona.ts";
import { readEntitledFile } from "./read-entitled-file.ts";

describe("readEntitledFile", () => {
  let hub: TestHub;
  let seller: Actor;
  let listingId: Parameters<typeof getPersona.run>[1]["listingId"];
  let digest: string;

  beforeAll(async () => {
    hub = await startTestHub();
    const made = await newSeller(hub);
    ({ seller } = made);
    ({ listingId } = made.published);
    const { personaId } = await execute(hub.deps, null, getListing, { publisher: "acme", name: "surge-ready" });
    expect(personaId).toBe("acme/surge-ready");
    ({ digest } = await execute(hub.deps, null, getListing, { publisher: "acme", name: "surge-ready" }));
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  it("hands the exact bytes to whoever may run the Persona, and to its seller", async () => {
    const buyer = await newOwner(hub);
    await execute(hub.deps, buyer, getPersona, { listingId });
    for (const actor of [buyer, seller]) {
      const content = await execute(hub.deps, actor, readEntitledFile, { digest, file: "policy.onnx" });
      expect(Buffer.compare(content, sampleBundle().get("policy.onnx") ?? new Uint8Array())).toBe(0);
    }
  });

  it("does not tell a stranger that there is such a file", async () => {
    const stranger = await newOwner(hub);
    await expectRefusal(execute(hub.deps, stranger, readEntitledFile, { digest, file: "policy.onnx" }), "not-found");
    const other = "0".repeat(64);
    await expectRefusal(
      execute(hub.deps, seller, readEntitledFile, { digest: other, file: "persona.json" }),
      "not-found",
    );
  });
});
