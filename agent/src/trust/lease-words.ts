import type { LeaseState, PersonaLease, RefusedWith } from "@fleet-persona/persona";
import type { EventRecord } from "@fleet-persona/protocol";

const ENDED: Readonly<Record<LeaseState, string | null>> = {
  valid: null,
  warning: null,
  grace: "lease-expired",
  lapsed: "lease-lapsed",
};

/** How a lease stands, as status and `fleet-agent trust` say it. */
export function leaseReport(lease: PersonaLease | RefusedWith<string> | undefined, state: LeaseState) {
  if (lease === undefined)
    return { ok: false, code: "lease-missing", message: "the lease is not on this host any more" };
  if ("kind" in lease) return { ok: false, code: lease.code, message: lease.message };
  const until = new Date(lease.expires_at).toISOString();
  return { ok: ENDED[state] === null, code: ENDED[state], message: `lease ${lease.serial} until ${until}, ${state}` };
}

type Words = Pick<EventRecord, "name" | "severity"> & { readonly say: (id: string) => string };

const EVENTS: Readonly<Record<LeaseState, Words>> = {
  valid: { name: "lease-renewed", severity: "info", say: (id) => `The lease for ${id} is good again.` },
  warning: {
    name: "lease-warning",
    severity: "warning",
    say: (id) => `The lease for ${id} ends soon and has not been renewed.`,
  },
  grace: {
    name: "lease-ended",
    severity: "warning",
    say: (id) => `The lease for ${id} has ended: nothing new is installed, what runs goes on for its grace.`,
  },
  lapsed: {
    name: "lease-lapsed",
    severity: "error",
    say: (id) => `The lease for ${id} and its grace are over: the fallback decides.`,
  },
};

/** What the hub and the log are told when a lease comes to stand otherwise. */
export function leaseEvent(personaId: string, state: LeaseState): EventRecord {
  const { name, severity, say } = EVENTS[state];
  return { name, severity, message: say(personaId), detail: { personaId, state } };
}
