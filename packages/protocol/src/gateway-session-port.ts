import type { FrameRefusalCode, SessionErrorCode } from "./codes.ts";
import type { DataFrame } from "./frame.ts";
import type { Dictionary, Hello, HostStatus } from "./messages-from-agent.ts";
import type { Context } from "./context.ts";
import type { FleetValues, Lease } from "./leadership.ts";
import type { FleetState, Welcome } from "./messages-from-hub.ts";
import type { VersionRange } from "./versions.ts";

/** What a gateway allows. Frames outside [now - retentionMs, now + futureMs] are refused one by one. */
export type GatewaySessionSettings = {
  readonly creditWindow: number;
  readonly retentionMs: number;
  readonly versions?: VersionRange;
};

/** A frame on its way to the database. A refused one is not written, but takes its turn so that acks stay in order. */
export type IngestItem = {
  readonly frame: DataFrame;
  /** The last number this item settles: `frame.seq`, or the end of a gap. */
  readonly upTo: number;
  readonly refusal: FrameRefusalCode | null;
};

/** What happened to a gateway's connection. `now` is ms since 1970, `nonce` 32 random bytes. */
export type GatewaySessionEvent =
  | { readonly type: "opened"; readonly nonce: Uint8Array }
  | { readonly type: "text"; readonly text: string; readonly now: number }
  | { readonly type: "binary"; readonly bytes: Uint8Array; readonly now: number }
  /** The identity is proved and the lease taken. */
  | { readonly type: "admitted"; readonly session: Omit<Welcome, "type" | "creditWindow"> }
  /** Everything ingested up to `upTo` is committed. Only ever after the commit. */
  | {
      readonly type: "committed";
      readonly epoch: number;
      readonly upTo: number;
      readonly refused: readonly { readonly seq: number; readonly code: FrameRefusalCode }[];
    }
  | { readonly type: "fleet-state"; readonly state: Omit<FleetState, "type"> }
  /** Sent to agents of version 2, dropped for older ones. */
  | { readonly type: "context"; readonly context: Omit<Context, "type"> }
  | { readonly type: "lease"; readonly lease: Omit<Lease, "type"> }
  /** The gateway ends the session: refused identity, superseded, draining, no database, handshake timeout. */
  | { readonly type: "end"; readonly code: SessionErrorCode; readonly message: string };

/** What the gateway must do next, in order. */
export type GatewaySessionEffect =
  | { readonly type: "send"; readonly text: string }
  | { readonly type: "close"; readonly code: number; readonly reason: string }
  /** Check `signature` over `message` with the key of the host that `hello` names; answer `admitted` or `end`. */
  | {
      readonly type: "authenticate";
      readonly hello: Hello;
      readonly message: Uint8Array;
      readonly signature: Uint8Array;
    }
  /** Keep what a dictionary means; must be committed before the frames that follow. */
  | { readonly type: "dictionary"; readonly dictionary: Dictionary }
  | { readonly type: "ingest"; readonly item: IngestItem }
  | { readonly type: "status"; readonly status: HostStatus }
  /** The host asks for its fleet's lease; answer `lease`. */
  | { readonly type: "lead"; readonly askedAt: number }
  /** Keep what the leader decided if its epoch is the lease's, and tell the fleet. */
  | { readonly type: "fleet-values"; readonly values: FleetValues };
