import {
  anchorKeys,
  handoverDelayMs,
  leaseState,
  verifyLease,
  type LeaseState,
  type PersonaLease,
  type RefusedWith,
} from "@fleet-persona/persona";
import type { EventRecord } from "@fleet-persona/protocol";
import { messageOf } from "../agent-error.ts";
import type { RunningPersona } from "../loop/running-persona.ts";
import { publisherOf } from "../personas/publisher-pins.ts";
import type { InstallSource } from "./install-source.ts";
import { leaseEvent, leaseReport } from "./lease-words.ts";
import type { TrustDesk } from "./trust-desk.ts";

export type LeaseWatchDeps = Readonly<{
  desk: TrustDesk;
  running: () => RunningPersona | undefined;
  hostId: string;
  emit: (event: EventRecord) => void;
  log: (line: string) => void;
}>;

// The hosts of a fleet go over to their fallback within this time, each at its own moment.
const HANDOVER_WINDOW_MS = 15 * 60_000;

// How often a newer lease is asked for while the one that is there is good, and when it is not.
const ASK_EVERY_MS = { good: 60 * 60_000, ending: 60_000 };

type KnownLease = PersonaLease | RefusedWith<string>;

/** Keeps the running Persona's lease and its publisher's keyrings fresh, says so when it ends, and hands over to the fallback when its grace is over. */
export class LeaseWatch {
  readonly #deps: LeaseWatchDeps;
  readonly #delayMs: number;
  #seen: { digest: string; state: LeaseState } | undefined;
  #verified: { envelope: Uint8Array; personaId: string; lease: KnownLease } | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  #followedAt: number;
  #missingSince: number | undefined;

  constructor(deps: LeaseWatchDeps) {
    this.#deps = deps;
    this.#delayMs = handoverDelayMs(deps.hostId, HANDOVER_WINDOW_MS);
    // An install has just brought the keyrings, or a restart found them: no hurry.
    this.#followedAt = deps.desk.basis.now();
  }

  /** Whether the policy may not be asked any more: the lease and its grace are over, and it is this host's turn. */
  lapsed(): boolean {
    return this.#seen?.state === "lapsed";
  }

  /** Looks at the clock and tells what changed since the last look; cheap. */
  look(): void {
    const { running, desk, emit } = this.#deps;
    const persona = running()?.persona;
    if (persona === undefined) {
      this.#seen = undefined;
      return;
    }
    const { id } = persona.manifest;
    const state = this.#stateOf(id);
    const before = this.#seen?.digest === persona.digest ? this.#seen.state : "valid";
    this.#seen = { digest: persona.digest, state };
    desk.noteLease(leaseReport(this.#leaseOf(id), state));
    if (state !== before) emit(leaseEvent(id, state));
  }

  /** Fetches a newer lease when it is time for one. */
  async renew(source: InstallSource): Promise<void> {
    const { running, desk, log } = this.#deps;
    const persona = running()?.persona;
    if (persona === undefined) return;
    const { id } = persona.manifest;
    const now = desk.basis.now();
    const every = this.#stateOf(id) === "valid" ? ASK_EVERY_MS.good : ASK_EVERY_MS.ending;
    if (now - this.#askedAt < every) return;
    this.#askedAt = now;
    try {
      const offered = await source.lease(persona.digest);
      if (offered === null || "kind" in offered) return;
      this.#take(id, offered);
    } catch (error) {
      log(`the lease could not be renewed: ${messageOf(error)}`);
    }
    this.look();
  }

  /** Takes the publisher's newer keyrings in, once an hour. */
  async followPublisher(source: InstallSource): Promise<void> {
    const { running, desk, log } = this.#deps;
    const persona = running()?.persona;
    const now = desk.basis.now();
    if (persona === undefined || now - this.#followedAt < ASK_EVERY_MS.good) return;
    this.#followedAt = now;
    try {
      await desk.follow(publisherOf(persona.manifest.id), source);
    } catch (error) {
      log(`the publisher's keyrings could not be read: ${messageOf(error)}`);
    }
  }

  #take(personaId: string, envelope: Uint8Array): void {
    const { desk, log } = this.#deps;
    const { leases, now } = desk.basis;
    const verified = this.#verify(personaId, envelope);
    if (verified.kind === "leased") leases.keep(personaId, envelope, verified.lease.serial, now());
    else log(`a lease was refused (${verified.code}): ${verified.message}`);
  }

  #verify(personaId: string, envelope: Uint8Array): ReturnType<typeof verifyLease> {
    const { anchors, holder, leases } = this.#deps.desk.basis;
    return verifyLease(envelope, anchorKeys(anchors?.lease_keys ?? []), {
      ...holder,
      personaId,
      highestSerial: leases.highestSerial(personaId),
    });
  }

  // Verified once for the same bytes: a signature costs more than a look at the clock.
  #leaseOf(personaId: string): KnownLease | undefined {
    const envelope = this.#deps.desk.basis.leases.envelope(personaId);
    if (envelope === null) return undefined;
    const known = this.#verified;
    if (known?.personaId === personaId && Buffer.compare(known.envelope, envelope) === 0) return known.lease;
    const verified = this.#verify(personaId, envelope);
    const lease = verified.kind === "leased" ? verified.lease : verified;
    this.#verified = { envelope, personaId, lease };
    return lease;
  }

  // A lease that is gone from this host is as good as one that has ended: for a while nothing changes.
  #stateOf(personaId: string): LeaseState {
    const { now } = this.#deps.desk.basis;
    const lease = this.#leaseOf(personaId);
    if (lease !== undefined && !("kind" in lease)) {
      this.#missingSince = undefined;
      return leaseState(lease, now(), this.#delayMs);
    }
    this.#missingSince ??= now();
    return now() - this.#missingSince < HANDOVER_WINDOW_MS ? "grace" : "lapsed";
  }
}
