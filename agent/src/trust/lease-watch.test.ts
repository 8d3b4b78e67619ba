import { handoverDelayMs, keyFingerprint, verifyBundle, type BundleFiles } from "@fleet-persona/persona";
import type { EventRecord } from "@fleet-persona/protocol";
import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RunningPersona } from "../loop/running-persona.ts";
import { following, keysOf } from "../testing/attack-stage.fixture.ts";
import { temporaryState } from "../testing/toy-agent.fixture.ts";
import { assignmentOf, publisherKey, strangerKey, toyBundle } from "../testing/toy-persona.fixture.ts";
import { toyAnchors, toyHolder, toyKeyring, toyRepository, toySource } from "../testing/toy-trust.fixture.ts";
import { pinAnchors } from "./anchors-file.ts";
import { LeaseWatch } from "./lease-watch.ts";
import { openTrustOf } from "./open-trust.ts";

const DAY_MS = 86_400_000;
const bundle: BundleFiles = toyBundle();
const verified = verifyBundle(bundle, { publisherKeys: [publisherKey.publicKey] });
if (verified.kind === "refused") throw new TypeError(verified.message);
const running = { persona: verified.persona } as RunningPersona;

/** An installed toy whose lease runs a week with a day of grace, and a clock to move. */
async function watched(hostId = "a") {
  const state = temporaryState();
  pinAnchors(state.trust.anchors, toyAnchors, "own-file");
  const start = Date.now();
  let now = start;
  const desk = openTrustOf(state, toyHolder, () => now);
  const repository = toyRepository();
  repository.add(bundle);
  const source = toySource(repository, bundle, state.trust.tuf);
  const assignment = assignmentOf(bundle);
  const offered = await desk.offer(assignment, source);
  if (offered.kind !== "agreed") throw new TypeError(JSON.stringify(offered));
  desk.keep(assignment, offered);
  const events: EventRecord[] = [];
  const emit = (event: EventRecord): void => void events.push(event);
  const watch = new LeaseWatch({ desk, running: () => running, hostId, emit, log: () => undefined });
  const at = (day: number, moreMs = 0): void => {
    now = start + day * DAY_MS + moreMs;
    watch.look();
  };
  const reload = (): string => {
    const loaded = openTrustOf(state, toyHolder).load(assignment, bundle);
    return loaded.kind === "refused" ? loaded.code : loaded.kind;
  };
  const names = (): readonly string[] => events.map(({ name }) => name);
  return {
    state,
    desk,
    repository,
    source,
    watch,
    at,
    names,
    reload,
    start,
    [Symbol.dispose]: () => state[Symbol.dispose](),
  };
}

describe("LeaseWatch", { timeout: 60_000 }, () => {
  it("LeaseWatch warns ahead, leaves what runs through the grace, and hands over at the host's own moment", async () => {
    using lease = await watched("host-7");
    const delay = handoverDelayMs("host-7", 15 * 60_000);
    expect(delay).toBeGreaterThan(0);
    lease.at(1);
    expect([lease.names(), lease.watch.lapsed()]).toEqual([[], false]);
    lease.at(6);
    lease.at(7.5);
    expect([lease.names(), lease.watch.lapsed()]).toEqual([["lease-warning", "lease-ended"], false]);
    lease.at(8, delay - 1_000);
    expect(lease.watch.lapsed()).toBe(false);
    lease.at(8, delay + 1_000);
    expect([lease.names().at(-1), lease.watch.lapsed()]).toEqual(["lease-lapsed", true]);
    expect(lease.desk.report().lease).toMatchObject({ ok: false, code: "lease-lapsed" });
  });

  it("LeaseWatch takes a newer lease, and the policy decides again", async () => {
    using lease = await watched();
    lease.at(9);
    expect(lease.watch.lapsed()).toBe(true);
    lease.repository.lease = { serial: 2, expires_at: lease.start + 20 * DAY_MS };
    await lease.watch.renew(lease.source);
    expect([lease.names().at(-1), lease.watch.lapsed()]).toEqual(["lease-renewed", false]);
  });

  it("LeaseWatch takes no lease of somebody else's and no older one", async () => {
    using lease = await watched();
    lease.at(9);
    lease.repository.lease = { serial: 2, tenant_id: "0198f2a0-0000-7000-8000-0000000000ff" };
    await lease.watch.renew(lease.source);
    expect(lease.watch.lapsed()).toBe(true);
    expect(lease.desk.basis.leases.highestSerial("acme/toy")).toBe(1);
  });

  it("LeaseWatch asks no more often than it must, and not at all without a Persona", async () => {
    using lease = await watched();
    let asked = 0;
    const counting = { ...lease.source, lease: (digest: string) => ((asked += 1), lease.source.lease(digest)) };
    await lease.watch.renew(counting);
    await lease.watch.renew(counting);
    expect(asked).toBe(1);
    lease.at(0, 60 * 60_000);
    await lease.watch.renew(counting);
    expect(asked).toBe(2);
  });

  it("LeaseWatch takes a publisher's newer keyrings in once an hour, and a revoked key counts at the next load", async () => {
    using lease = await watched();
    const v1 = toyKeyring("acme", [publisherKey]);
    const revoked = [{ keyid: keyFingerprint(publisherKey.publicKey), date: "2026-11-26", reason: "stolen" }];
    const v2 = following(v1, { keys: keysOf([strangerKey]), revoked }, [publisherKey, strangerKey]);
    lease.repository.add(bundle, { chain: [v1, v2] });
    await lease.watch.followPublisher(lease.source);
    expect(lease.reload()).toBe("verified");
    lease.at(0, 60 * 60_000);
    await lease.watch.followPublisher(lease.source);
    expect(lease.reload()).toBe("key-unknown");
    lease.repository.add(bundle, { chain: [toyKeyring("acme", [strangerKey])] });
    lease.at(1);
    await lease.watch.followPublisher(lease.source);
    expect(lease.desk.basis.pins.keyrings("acme")).toHaveLength(2);
  });

  it("LeaseWatch goes on for a while when the lease is gone from the host, and says so", async () => {
    using lease = await watched();
    rmSync(lease.state.trust.leases);
    const again = openTrustOf(lease.state, toyHolder, () => lease.start);
    const watch = new LeaseWatch({
      desk: again,
      running: () => running,
      hostId: "a",
      emit: () => undefined,
      log: () => undefined,
    });
    watch.look();
    expect([watch.lapsed(), again.report().lease?.code]).toEqual([false, "lease-missing"]);
  });
});
