import { customType, timestamp } from "drizzle-orm/pg-core";
import type { PgTimestampBuilderInitial } from "drizzle-orm/pg-core";

/** Raw bytes. */
export const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => "bytea",
  toDriver: (value) => Buffer.from(value),
  fromDriver: (value) => Uint8Array.from(value),
});

/** An instant as a Date. */
export function instant(name: string): PgTimestampBuilderInitial<string> {
  return timestamp(name, { withTimezone: true, mode: "date" });
}
