export { connect, connectIngest, connectMoney } from "./connection/connect.ts";
export type { Database, IngestDatabase, MoneyDatabase, Tx } from "./connection/connect.ts";
export {
  listenContextChanged,
  listenFleetChanged,
  notifyContextChanged,
  notifyFleetChanged,
} from "./connection/fleet-changes.ts";
export type { FleetChangeListener } from "./connection/fleet-changes.ts";
export { enterTenant, readPublic, withTenant, withUser, withoutTenant } from "./connection/transaction.ts";
export { DbError } from "./db-error.ts";
export type { DbErrorCode } from "./db-error.ts";
export { freePort } from "./embedded/free-port.ts";
export { startEmbeddedPostgres } from "./embedded/start.ts";
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from "./embedded/start.ts";
export { enqueueJobs, withdrawJobs } from "./jobs/enqueue-jobs.ts";
export type { NewJob } from "./jobs/enqueue-jobs.ts";
export { gateQueue } from "./jobs/gate-queue.ts";
export { jobsAhead } from "./jobs/jobs-ahead.ts";
export { refinementQueue } from "./jobs/refinement-queue.ts";
export { rolloutQueue } from "./jobs/rollout-queue.ts";
export { storeEventQueue } from "./jobs/store-event-queue.ts";
export { trialQueue } from "./jobs/trial-queue.ts";
export { trustQueue } from "./jobs/trust-queue.ts";
export { appointPlatform } from "./migrations/appoint-platform.ts";
export type { PlatformChoices } from "./migrations/appoint-platform.ts";
export { migrate } from "./migrations/migrate.ts";
export { insertPaymentEvent } from "./money/insert-payment-event.ts";
export { tables } from "./schema/tables.ts";
export { startTestDatabase } from "./testing/start-test-database.ts";
export type { TestDatabase } from "./testing/start-test-database.ts";
export { framePartitionDays, insertFrames } from "./telemetry/insert-frames.ts";
export type { FrameRowKey, FrameRows, MetricRow, RecordRow } from "./telemetry/insert-frames.ts";
