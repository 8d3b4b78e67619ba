import type { BackoffSettings } from "./backoff.ts";
import type { RetryAdvice, SessionErrorCode, FrameRefusalCode } from "./codes.ts";
import type { DataFrame } from "./frame.ts";
import type { Dictionary, Gap, Hello, HostStatus } from "./messages-from-agent.ts";
import type { Context } from "./context.ts";
import type { FleetValues, Lease } from "./leadership.ts";
import type { FleetState, Welcome } from "./messages-from-hub.ts";
import type { VersionRange } from "./versions.ts";

/** What waits in an outbox: a frame, or the numbers of frames that are gone. */
export type OutboxItem =
  | { readonly kind: "frame"; readonly frame: DataFrame }
  | { readonly kind: "gap"; readonly gap: Omit<Gap, "type"> };

/** Who the agent is. `epoch` is its outbox's; `ackedSeq` is the last number it knows to be committed (0 for none). */
export type AgentSessionSettings = Pick<Hello, "agentVersion" | "tenantId" | "hostId" | "capabilities"> & {
  readonly epoch: number;
  readonly ackedSeq: number;
  readonly versions?: VersionRange;
  readonly backoff?: BackoffSettings;
};

/** What happened to an agent's uplink. `chance` is a random number in [0, 1), `now` ms since 1970. */
export type AgentSessionEvent =
  | { readonly type: "start" }
  | { readonly type: "opened"; readonly now: number }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "binary" }
  | { readonly type: "signed"; readonly signature: Uint8Array }
  /** `after` repeats that of the `read-outbox` it answers: an answer from before a reconnection is read again. */
  | { readonly type: "outbox-items"; readonly after: number; readonly items: readonly OutboxItem[] }
  | { readonly type: "outbox-grew" }
  | { readonly type: "dictionary"; readonly dictionary: Omit<Dictionary, "type"> }
  | { readonly type: "status"; readonly status: Omit<HostStatus, "type"> }
  /** Ask for the lease, or tell what was decided with it: said to a hub of version 2, dropped otherwise. */
  | { readonly type: "lead"; readonly askedAt: number }
  | { readonly type: "fleet-values"; readonly values: Omit<FleetValues, "type"> }
  | { readonly type: "closed"; readonly chance: number }
  | { readonly type: "stop" };

/** What the agent must do next, in order. */
export type AgentSessionEffect =
  /** Open a socket after the wait; then `opened`, or `closed` when it fails. */
  | { readonly type: "connect"; readonly afterMs: number }
  | { readonly type: "send-text"; readonly text: string }
  | { readonly type: "send-binary"; readonly bytes: Uint8Array }
  /** Sign with the host's key; answer `signed`. */
  | { readonly type: "sign"; readonly message: Uint8Array }
  /** Read what waits after `seq`, at most `limit` items; answer `outbox-items` (empty when nothing waits). */
  | { readonly type: "read-outbox"; readonly after: number; readonly limit: number }
  /** Committed: forget everything up to `upTo`; the refused ones were not kept. */
  | {
      readonly type: "acked";
      readonly epoch: number;
      readonly upTo: number;
      readonly refused: readonly { readonly seq: number; readonly code: FrameRefusalCode }[];
    }
  | { readonly type: "session-opened"; readonly welcome: Welcome }
  | { readonly type: "fleet-state"; readonly state: FleetState }
  | { readonly type: "context"; readonly context: Context }
  | { readonly type: "lease"; readonly lease: Lease }
  /** Close the socket; `closed` follows as for any other end. */
  | { readonly type: "close"; readonly code: number; readonly reason: string }
  | {
      readonly type: "session-failed";
      readonly code: SessionErrorCode;
      readonly retry: RetryAdvice;
      readonly message: string;
    };
