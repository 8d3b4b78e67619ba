export { connect, connectIngest } from "./connection/connect.ts";
export type { Database, IngestDatabase, Tx } from "./connection/connect.ts";
