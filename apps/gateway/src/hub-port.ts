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
import type { Context, EnrolRequest, FleetValues, Lease } from "@fleet-persona/protocol";

/** What the gateway asks of the hub. hub-core answers in production; every call rejects while PostgreSQL is away. */
export type HubPort = {
  enrolHost(request: EnrolRequest): Promise<EnrolledHost>;
  readHostIdentity(claim: { tenantId: string; hostId: string }): Promise<HostIdentity | null>;
  openAgentSession(
    opening: HostKey & { gatewayId: string; agentVersion: string; protocol: number; capabilities: unknown },
  ): Promise<AgentSession>;
  renewAgentSession(session: HostKey & { leaseEpoch: number }): Promise<boolean>;
  closeAgentSession(session: HostKey & { leaseEpoch: number }): Promise<void>;
  authenticateSessionToken(token: string): Promise<HostKey | null>;
  readHostState(host: HostKey): Promise<HostState>;
  readHostContext(host: HostKey): Promise<Omit<Context, "type">>;
  takeFleetLease(host: HostKey, question: { askedAt: number }): Promise<Omit<Lease, "type">>;
  publishFleetValues(host: HostKey, values: Omit<FleetValues, "type">): Promise<void>;
  recordHostStatus(report: HostKey & { status: unknown }): Promise<void>;
  recordDictionary(dictionary: HostKey & { epoch: number; id: number; signals: readonly SignalName[] }): Promise<void>;
  readBundleFile(request: HostKey & { digest: string; file: string }): Promise<Uint8Array>;
  /** The newest attestation of the bundle that the host is assigned. */
  readBundleAttestation(request: HostKey & { digest: string }): Promise<Uint8Array>;
  /** The lease of the host's fleet for that bundle, and a seat of it. */
  readHostLease(request: HostKey & { digest: string }): Promise<Uint8Array>;
  readRepositoryFile(name: string): Promise<Uint8Array>;
  readPublisherKeyrings(publisher: string): Promise<Uint8Array>;
  ingestFrames(batch: readonly IngestFrame[]): Promise<readonly FrameOutcome[]>;
  listenFleetChanged(listener: ChangeListener): Promise<AsyncDisposable>;
  listenContextChanged(listener: ChangeListener): Promise<AsyncDisposable>;
};

/** `onListening` also after a lost connection: notices may have been missed. */
export type ChangeListener = { readonly onFleet: (fleetId: string) => void; readonly onListening: () => void };
