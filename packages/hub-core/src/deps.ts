import type { Database, IngestDatabase } from "@fleet-persona/db";
import type { PaymentsDeps } from "./money/payments-deps.ts";
import type { WatchingDeps } from "./watching/watching-deps.ts";

/** What every use case may touch: the tenant database (role fleet_app), a clock and a source of randomness. */
export type Deps = {
  readonly db: Database;
  readonly now: () => Date;
  readonly randomBytes: (length: number) => Uint8Array;
  /** What sends to the world outside; absent where nothing is sent. */
  readonly watching?: WatchingDeps;
  /** What takes payments; absent where nothing is sold. */
  readonly payments?: PaymentsDeps;
};

/** What the gateway adds: the INSERT-only connection (role fleet_ingest) that telemetry is written through. */
export type GatewayDeps = Deps & { readonly ingest: IngestDatabase };
