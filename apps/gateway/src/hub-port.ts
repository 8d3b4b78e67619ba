import type {
  AgentSession,
  EnrolledHost,
  FrameOutcome,
  HostIdentity,
  HostKey,
  HostState,
  IngestFrame,
  SignalName,
} from "@fleet-persona/hub-core";
import type { EnrolRequest } from "@fleet-persona/protocol";

/** What the gateway asks of the hub. hub-core answers in production; every call rejects while PostgreSQL is away. */
export type HubPort = {
  enrolHost(request: EnrolRequest): Promise<EnrolledHost>;
  readHostIdentity(claim: { tenantId: string; hostId: string }): Promise<HostIdentity | null>;
  openAgentSession(
    opening: HostKey & { gatewayId: string; agentVersion: string; capabilities: unknown },
  ): Promise<AgentSession>;
  renewAgentSession(session: HostKey & { leaseEpoch: number }): Promise<boolean>;
  closeAgentSession(session: HostKey & { leaseEpoch: number }): Promise<void>;
  authenticateSessionToken(token: string): Promise<HostKey | null>;
  readHostState(host: HostKey): Promise<HostState>;
  recordHostStatus(report: HostKey & { status: unknown }): Promise<void>;
  recordDictionary(dictionary: HostKey & { epoch: number; id: number; signals: readonly SignalName[] }): Promise<void>;
  readBundleFile(request: HostKey & { digest: string; file: string }): Promise<Uint8Array>;
  ingestFrames(batch: readonly IngestFrame[]): Promise<readonly FrameOutcome[]>;
  /** `onListening` also after a lost connection: notices may have been missed. */
  listenFleetChanged(listener: {
    onFleet: (fleetId: string) => void;
    onListening: () => void;
  }): Promise<AsyncDisposable>;
};
