import { type KeyPair } from "@fleet-persona/persona";
import { createRoot, rotateRoot } from "@fleet-persona/trust";
import { describe, expect, it } from "vitest";
import {
  DAY_MS,
  attackerKey,
  attackersRepository,
  first,
  forgeMetadata,
  next,
  second,
  stage,
} from "../testing/attack-stage.fixture.ts";
import { temporaryState } from "../testing/toy-agent.fixture.ts";
import { roleKeys, toyAnchors, toyHolder } from "../testing/toy-trust.fixture.ts";
import { pinAnchors } from "./anchors-file.ts";
import { openTrustOf } from "./open-trust.ts";

describe("attacks on what the repository says", { timeout: 60_000 }, () => {
  it("arbitrary installation: metadata signed by anybody else is refused", async () => {
    using attack = stage();
    await attack.ready();
    attack.repository.add(next);
    forgeMetadata(attack.repository, attackersRepository);
    expect(await attack.install(next)).toBe("freshness: metadata-unsigned");
  });

  it("rollback: a repository that goes back to yesterday's timestamp is refused", async () => {
    using attack = stage({ installed: false });
    attack.repository.add(first);
    const yesterdays = attack.repository.answer("/tuf/timestamp.json");
    attack.repository.add(next);
    expect(await attack.install(first)).toBe("agreed");
    attack.repository.instead.set("/tuf/timestamp.json", yesterdays);
    expect(await attack.install(next)).toBe("freshness: metadata-rollback");
  });

  it("indefinite freeze: metadata that nobody renews blocks what is new and leaves what runs", async () => {
    using attack = stage();
    await attack.ready();
    attack.repository.add(next);
    attack.repository.sign(Date.now() - 2 * DAY_MS);
    expect(await attack.install(next)).toBe("freshness: metadata-expired");
    expect(attack.reload(first)).toBe("verified");
  });

  it("mix-and-match: documents that do not belong together are refused", async () => {
    using attack = stage({ installed: false });
    attack.repository.add(first);
    const older = attack.repository.answer("/tuf/1.targets.json");
    attack.repository.add(next);
    attack.repository.instead.set("/tuf/2.targets.json", older);
    expect(await attack.install(next)).toBe("freshness: metadata-inconsistent");
  });

  it("endless data: no more is read than a document may have", async () => {
    using attack = stage();
    await attack.ready();
    attack.repository.add(next);
    attack.repository.instead.set("/tuf/timestamp.json", new Uint8Array(1_000_000));
    expect(await attack.install(next)).toBe("freshness: metadata-too-long");
  });

  it("replaced anchors: a later hub cannot say whom to trust, the host's own file can", () => {
    using state = temporaryState();
    pinAnchors(state.trust.anchors, toyAnchors, "hub");
    const others = { ...toyAnchors, gate_keys: toyAnchors.lease_keys };
    expect(() => pinAnchors(state.trust.anchors, others, "hub")).toThrow(/other trust anchors/);
    pinAnchors(state.trust.anchors, others, "own-file");
    expect(openTrustOf(state, toyHolder).basis.anchors?.gate_keys).toEqual(toyAnchors.lease_keys);
  });

  it("replaced root: the next root counts only when the one before it signed it", async () => {
    const roleOf = ({ publicKey }: KeyPair) => ({ publicKeys: [publicKey] });
    const roles = {
      root: roleOf(roleKeys.root),
      targets: roleOf(roleKeys.targets),
      snapshot: roleOf(roleKeys.snapshot),
      timestamp: roleOf(roleKeys.timestamp),
    };
    const pinned = new Uint8Array(Buffer.from(toyAnchors.root, "base64"));
    using attack = stage();
    await attack.ready();
    const stolen = { ...roles, root: roleOf(attackerKey), timestamp: roleOf(attackerKey) };
    const forged = createRoot(stolen, [attackerKey], Date.now());
    attack.repository.instead.set("/tuf/2.root.json", forged.body);
    expect(await attack.install(first)).toBe("freshness: metadata-unsigned");
    const rotated = rotateRoot(pinned, { ...roles, root: roleOf(second) }, [roleKeys.root, second], Date.now());
    attack.repository.instead.set("/tuf/2.root.json", rotated.body);
    attack.repository.add(next);
    expect(await attack.install(next)).toBe("agreed");
  });
});
