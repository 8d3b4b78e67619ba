import { keyFingerprint } from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import {
  DAY_MS,
  attackerKey,
  first,
  following,
  keysOf,
  next,
  second,
  smuggled,
  stage,
  third,
  withFile,
} from "../testing/attack-stage.fixture.ts";
import { assignmentOf, digestOf, publisherKey, strangerKey, toyBundle } from "../testing/toy-persona.fixture.ts";
import { toyHolder, toyKeyring, toyRepository, type Offered } from "../testing/toy-trust.fixture.ts";
import { openTrustOf } from "./open-trust.ts";

describe("attacks on an install", { timeout: 60_000 }, () => {
  it("an honest hub's Persona is installed, at the lower of claimed and gate confidence", async () => {
    using attack = stage({ offered: { report: { confidence: 0.4 } } });
    await attack.ready();
    const loaded = openTrustOf(attack.state, toyHolder).load(assignmentOf(first), first);
    expect(loaded).toMatchObject({ kind: "verified", confidence: 0.4 });
  });

  it("arbitrary installation: what the publisher did not sign is refused, whatever the hub signs beside it", async () => {
    using attack = stage();
    await attack.ready();
    attack.repository.add(smuggled);
    expect(await attack.install(smuggled)).toBe("publisher: key-unknown");
  });

  it("rollback: an older version of the Persona than the installed one is refused", async () => {
    using attack = stage({ installed: false });
    attack.repository.add(next);
    expect(await attack.install(next)).toBe("agreed");
    attack.repository.add(first);
    expect(await attack.install(first)).toBe("publisher: version-not-newer");
  });

  it("endless data: a file longer than its manifest says is refused", async () => {
    using attack = stage();
    await attack.ready();
    attack.repository.add(next);
    const swollen = withFile(next, "card.md", new Uint8Array(100_000));
    expect(await attack.install(swollen, assignmentOf(next))).toBe("publisher: file-size-mismatch");
  });

  it("wrong publisher: another publisher's keyring does not speak for this one", async () => {
    using attack = stage({ installed: false });
    attack.repository.add(first, { chain: [toyKeyring("evil", [publisherKey])] });
    expect(await attack.install(first)).toBe("publisher: keyring-other-publisher");
  });

  it("wrong publisher: a bundle that is called otherwise than what was assigned is refused", async () => {
    using attack = stage();
    await attack.ready();
    const other = toyBundle({ manifest: { id: "acme/other", version: 2 } });
    attack.repository.add(other);
    expect(await attack.install(other, { ...assignmentOf(other), personaId: "acme/toy" })).toBe(
      "publisher: persona-id-mismatch",
    );
  });

  it("key compromise below threshold: one stolen key of two that must sign makes no Persona", async () => {
    const chain = [toyKeyring("acme", [publisherKey, second, third], 2)];
    using attack = stage({ installed: false });
    const stolen = toyBundle({ keyPairs: [second] });
    attack.repository.add(stolen, { chain });
    expect(await attack.install(stolen)).toBe("publisher: threshold-not-met");
    const honest = toyBundle({ keyPairs: [publisherKey, third] });
    attack.repository.add(honest, { chain });
    expect(await attack.install(honest)).toBe("agreed");
  });

  it("key compromise below threshold: one stolen key of two that must sign makes no new keyring either", async () => {
    const v1 = toyKeyring("acme", [publisherKey, second], 2);
    const honest = toyBundle({ keyPairs: [publisherKey, second] });
    using attack = stage({ installed: false });
    attack.repository.add(honest, { chain: [v1] });
    expect(await attack.install(honest)).toBe("agreed");
    const v2 = following(v1, { keys: keysOf([second, attackerKey]), threshold: 1 }, [second, attackerKey]);
    attack.repository.add(smuggled, { chain: [v1, v2] });
    expect(await attack.install(smuggled)).toBe("publisher: threshold-not-met");
  });

  it("re-delegation: a hub that holds the targets key can list anything and still not speak for the publisher", async () => {
    using attack = stage();
    await attack.ready();
    attack.repository.add(smuggled, { chain: [toyKeyring("acme", [attackerKey])] });
    expect(await attack.install(smuggled)).toBe("publisher: keyring-not-pinned");
  });

  it("stolen database: without a key nothing that lies in it can be replaced", async () => {
    using attack = stage();
    await attack.ready();
    attack.repository.add(next);
    const mine = toyRepository();
    mine.add(smuggled, { keyPairs: [attackerKey], gate: attackerKey });
    const digest = digestOf(smuggled);
    const paths = [`/bundles/${digest}/attestation.json`, "/keyrings/acme.json", `/leases/${digest}`];
    for (const path of paths) attack.repository.instead.set(path, mine.answer(path));
    expect(await attack.install(smuggled)).toBe("publisher: keyring-not-pinned");
    attack.repository.instead.delete("/keyrings/acme.json");
    expect(await attack.install(smuggled)).toBe("publisher: key-unknown");
  });

  it("replaced file on a mirror: another policy of the same length is refused", async () => {
    using attack = stage();
    await attack.ready();
    attack.repository.add(next);
    const policy = new Uint8Array(next.get("policy.onnx")?.length ?? 0);
    expect(await attack.install(withFile(next, "policy.onnx", policy), assignmentOf(next))).toBe(
      "publisher: file-digest-mismatch",
    );
  });

  it("replaced file on a mirror: another good signature over the same manifest is not the one that is listed", async () => {
    using attack = stage({ installed: false });
    const chain = [toyKeyring("acme", [publisherKey, second])];
    attack.repository.add(first, { chain });
    const resigned = toyBundle({ keyPairs: [second] });
    expect(await attack.install(resigned)).toBe("freshness: target-mismatch");
  });

  it("replayed lease: an older lease than one seen before is refused", async () => {
    using attack = stage({ installed: false });
    attack.repository.lease = { serial: 2 };
    await attack.ready();
    attack.repository.add(first);
    expect(await attack.install(first)).toBe("agreed");
    attack.repository.add(next);
    attack.repository.lease = { serial: 1, expires_at: Date.now() + 365 * DAY_MS };
    expect(await attack.install(next)).toBe("lease: lease-replayed");
  });

  it.each([
    ["another tenant", { tenant_id: "0198f2a0-0000-7000-8000-0000000000ff" }, "lease-other-tenant"],
    ["another fleet", { fleet_id: "0198f2a0-0000-7000-8000-0000000000ff" }, "lease-other-fleet"],
    ["another Persona", { persona_id: "acme/other" }, "lease-other-persona"],
    ["a time that is over", { issued_at: 1, expires_at: 2, offline_grace_s: 1 }, "lease-lapsed"],
    [
      "a time that is over but for its grace",
      { issued_at: Date.now() - 2 * DAY_MS, expires_at: Date.now() - DAY_MS, offline_grace_s: 31_536_000 },
      "lease-expired",
    ],
    ["a time to come", { issued_at: Date.now() + DAY_MS, expires_at: Date.now() + 2 * DAY_MS }, "lease-not-yet"],
  ])("lease for %s: it does not count here", async (_, change, code) => {
    using attack = stage();
    await attack.ready();
    attack.repository.add(next);
    attack.repository.lease = change;
    expect(await attack.install(next)).toBe(`lease: ${code}`);
  });

  it.each<[string, Offered, string]>([
    ["signed by no key of the gate", { gate: attackerKey }, "key-unknown"],
    ["about another bundle", { report: { bundle_digest: "0".repeat(64) } }, "attestation-other-bundle"],
    ["of a quarantined bundle", { report: { verdict: "quarantined" } }, "gate-quarantined"],
    ["of a rejected bundle", { report: { verdict: "rejected" } }, "gate-rejected"],
  ])("forged attestation: one %s is refused", async (_, offered, code) => {
    using attack = stage();
    await attack.ready();
    attack.repository.add(next, offered);
    expect(await attack.install(next)).toBe(`gate: ${code}`);
  });

  it("revoked key: it signs nothing more, and what it alone signed is not loaded again", async () => {
    const v1 = toyKeyring("acme", [publisherKey]);
    using attack = stage({ offered: { chain: [v1] } });
    await attack.ready();
    const revoked = [{ keyid: keyFingerprint(publisherKey.publicKey), date: "2026-11-26", reason: "stolen" }];
    const v2 = following(v1, { keys: keysOf([strangerKey]), revoked }, [publisherKey, strangerKey]);
    attack.repository.add(next, { chain: [v1, v2] });
    expect(await attack.install(next)).toBe("publisher: key-unknown");
    const renewed = toyBundle({ manifest: { version: 3 }, keyPairs: [strangerKey] });
    attack.repository.add(renewed, { chain: [v1, v2] });
    expect(await attack.install(renewed)).toBe("agreed");
    expect(attack.reload(renewed)).toBe("verified");
    expect(attack.reload(first)).toBe("key-unknown");
    const v3 = following(v2, { revoked: [] }, [strangerKey]);
    attack.repository.add(next, { chain: [v1, v2, v3] });
    expect(await attack.install(next)).toBe("publisher: keyring-revoked-key");
  });
});
