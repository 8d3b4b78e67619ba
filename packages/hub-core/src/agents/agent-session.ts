import type { Deps } from "../deps.ts";
import { pending } from "../use-case/pending.ts";
import type { HostKey } from "./host-key.ts";

/** `leaseEpoch` fences: the newest session of a host has the highest and every older one has lost. */
export type AgentSession = HostKey & {
  readonly sessionId: string;
  /** Bearer token for bundle downloads while the lease lasts; only its hash is kept. */
  readonly sessionToken: string;
  readonly leaseEpoch: number;
};

/** Takes the host's lease for a gateway and notes what the agent said about itself. */
export async function openAgentSession(
  _deps: Deps,
  _opening: HostKey & { gatewayId: string; agentVersion: string; capabilities: unknown },
): Promise<AgentSession> {
  return pending("openAgentSession");
}

/** Keeps the lease and the host's liveness fresh (call every 15 s). False when a newer session took it: close. */
export async function renewAgentSession(_deps: Deps, _session: HostKey & { leaseEpoch: number }): Promise<boolean> {
  return pending("renewAgentSession");
}

/** Gives the lease back; does nothing when a newer session holds it. */
export async function closeAgentSession(_deps: Deps, _session: HostKey & { leaseEpoch: number }): Promise<void> {
  return pending("closeAgentSession");
}

/** The host a session token belongs to while its lease is held, else null. */
export async function authenticateSessionToken(_deps: Deps, _token: string): Promise<HostKey | null> {
  return pending("authenticateSessionToken");
}
