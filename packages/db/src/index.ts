export { connect, connectIngest } from "./connection/connect.ts";
export type { Database, IngestDatabase, Tx } from "./connection/connect.ts";
export { DbError } from "./db-error.ts";
export type { DbErrorCode } from "./db-error.ts";
export { startEmbeddedPostgres } from "./embedded/start.ts";
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from "./embedded/start.ts";
