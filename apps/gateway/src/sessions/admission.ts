import { HubError, type AgentSession, type HostIdentity } from "@fleet-persona/hub-core";
import type { Hello, SessionErrorCode } from "@fleet-persona/protocol";
import type { Deps } from "../deps.ts";
import { verifyProof } from "../identity/verify-proof.ts";

/** Whether a host may open a session. */
export type Admission =
  | { readonly kind: "admitted"; readonly identity: HostIdentity; readonly session: AgentSession }
  | { readonly kind: "refused"; readonly code: SessionErrorCode; readonly message: string };

/** Checks the proof with the host's key and takes its lease. An unknown host and a wrong key answer alike. */
export async function admit(
  deps: Deps,
  { hello, message, signature }: { hello: Hello; message: Uint8Array; signature: Uint8Array },
): Promise<Admission> {
  try {
    const identity = await deps.hub.readHostIdentity({ tenantId: hello.tenantId, hostId: hello.hostId });
    if (identity === null || !verifyProof(identity.publicKey, message, signature)) return refused();
    const { tenantId, hostId } = identity;
    const { agentVersion, capabilities } = hello;
    const protocol = hello.protocol.max;
    const opening = { tenantId, hostId, gatewayId: deps.gatewayId, agentVersion, protocol, capabilities };
    return { kind: "admitted", identity, session: await deps.hub.openAgentSession(opening) };
  } catch (error) {
    if (error instanceof HubError && error.code === "not-found") return refused();
    deps.log.warn({ err: error, hostId: hello.hostId }, "admission failed");
    return { kind: "refused", code: "hub-unavailable", message: "The hub cannot reach its database; come back later." };
  }
}

function refused(): Admission {
  return { kind: "refused", code: "identity-refused", message: "This host is not enrolled with this key." };
}
