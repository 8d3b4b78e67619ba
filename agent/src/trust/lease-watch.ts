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
import type { InstallSource } from "./install-source.ts";
import type { TrustDesk } from "./trust-desk.ts";

/** Keeps the running Persona's lease fresh, says so when it ends, and hands over to the fallback when its grace is over. */
export type LeaseWatch = Readonly<{
  /** Whether the policy may not be asked any more: the lease and its grace are over, and it is this host's turn. */
  lapsed(): boolean;
  /** Looks at the clock; cheap. */
  look(): void;
  /** Fetches a newer lease when it is time for one. */
  renew(source: InstallSource): Promise<void>;
}>;

export type LeaseWatchDeps = Readonly<{
  desk: TrustDesk;
  running: () => RunningPersona | undefined;
  hostId: string;
  emit: (event: EventRecord) => void;
  log: (line: string) => void;
}>;

// The hosts of a fleet go over to their fallback within this time, each at its own moment.
const HANDOVER_WINDOW_MS = 15 * 60_000;

const ASK_EVERY_MS = 60 * 60_000;

export function leaseWatch({ desk, running, hostId, emit, log }: LeaseWatchDeps): LeaseWatch {
  const { anchors, leases, holder, now } = desk.basis;
  const delayMs = handoverDelayMs(hostId, HANDOVER_WINDOW_MS);
  let seen: { digest: string; state: LeaseState } | undefined;
  let known: { envelope: Uint8Array; personaId: string; lease: PersonaLease | RefusedWith<string> } | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let missingSince: number | undefined;

  const verify = (personaId: string, envelope: Uint8Array) =>
    verifyLease(envelope, anchorKeys(anchors?.lease_keys ?? []), {
      ...holder,
      personaId,
      highestSerial: leases.highestSerial(personaId),
    });
  // Verified once for the same bytes: a signature costs more than a look at the clock.
  const leaseOf = (personaId: string): PersonaLease | RefusedWith<string> | undefined => {
    const envelope = leases.envelope(personaId);
    if (envelope === null) return undefined;
    if (known?.personaId === personaId && Buffer.compare(known.envelope, envelope) === 0) return known.lease;
    const verified = verify(personaId, envelope);
    known = { envelope, personaId, lease: verified.kind === "leased" ? verified.lease : verified };
    return known.lease;
  };
  // A lease that is gone from this host is as good as one that has ended: for a while nothing changes.
  const stateOf = (personaId: string): LeaseState => {
    const lease = leaseOf(personaId);
    if (lease !== undefined && !("kind" in lease)) {
      missingSince = undefined;
      return leaseState(lease, now(), delayMs);
    }
    missingSince ??= now();
    return now() - missingSince < HANDOVER_WINDOW_MS ? "grace" : "lapsed";
  };
  const look = (): void => {
    const persona = running()?.persona;
    if (persona === undefined) {
      seen = undefined;
      return;
    }
    const { id } = persona.manifest;
    const state = stateOf(id);
    const before = seen?.digest === persona.digest ? seen.state : "valid";
    seen = { digest: persona.digest, state };
    const lease = leaseOf(id);
    if (lease !== undefined) desk.noteLease(reportOf(lease, state));
    if (state !== before) emit(leaseEvent(id, state));
  };
  return {
    lapsed: () => seen?.state === "lapsed",
    look,
    renew: async (source) => {
      const persona = running()?.persona;
      if (persona === undefined) return;
      const { id } = persona.manifest;
      const pressing = stateOf(id) !== "valid" && now() - askedAt >= ASK_EVERY_MS / 60;
      if (!pressing && now() - askedAt < ASK_EVERY_MS) return;
      askedAt = now();
      try {
        const offered = await source.lease(persona.digest);
        if (offered === null || "kind" in offered) return;
        const verified = verify(id, offered);
        if (verified.kind === "refused") log(`a lease was refused (${verified.code}): ${verified.message}`);
        else leases.keep(id, offered, verified.lease.serial, now());
      } catch (error) {
        log(`the lease could not be renewed: ${messageOf(error)}`);
      }
      look();
    },
  };
}

const ENDED: Readonly<Record<LeaseState, string | null>> = {
  valid: null,
  warning: null,
  grace: "lease-expired",
  lapsed: "lease-lapsed",
};

function reportOf(lease: PersonaLease | RefusedWith<string>, state: LeaseState) {
  if ("kind" in lease) return { ok: false, code: lease.code, message: lease.message };
  const until = new Date(lease.expires_at).toISOString();
  return { ok: ENDED[state] === null, code: ENDED[state], message: `lease ${lease.serial} until ${until}, ${state}` };
}

function leaseEvent(id: string, state: LeaseState): EventRecord {
  const say = (name: EventRecord["name"], severity: EventRecord["severity"], message: string): EventRecord => ({
    name,
    severity,
    message,
    detail: { personaId: id, state },
  });
  switch (state) {
    case "valid":
      return say("lease-renewed", "info", `The lease for ${id} is good again.`);
    case "warning":
      return say("lease-warning", "warning", `The lease for ${id} ends soon and has not been renewed.`);
    case "grace":
      return say(
        "lease-ended",
        "warning",
        `The lease for ${id} has ended: nothing new is installed, what runs goes on for its grace.`,
      );
    case "lapsed":
      return say("lease-lapsed", "error", `The lease for ${id} and its grace are over: the fallback decides.`);
  }
}
