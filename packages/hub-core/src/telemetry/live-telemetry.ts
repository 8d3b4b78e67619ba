import { z } from "zod";
import { fleetIdSchema, hostIdSchema } from "../ids.ts";
import type { HostId } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";

/** `values[i]` belongs to `dictionary[i]`; null where the host did not report it or reported NaN. */
export type TelemetryFrame = {
  readonly hostId: HostId;
  readonly at: number;
  readonly values: readonly (number | null)[];
};
export type TelemetryWindow = {
  readonly dictionary: readonly { readonly name: string; readonly unit: string }[];
  /** Oldest first. */
  readonly frames: readonly TelemetryFrame[];
  /** True when the window held more than `limit` frames and only the newest are here. */
  readonly truncated: boolean;
};

/** Metric frames of a fleet (or one of its hosts) in (sinceMs, untilMs]: pass the newest `at` you have as `sinceMs`. */
export const liveTelemetry = defineQuery({
  name: "liveTelemetry",
  scope: "viewer",
  input: z.strictObject({
    fleetId: fleetIdSchema,
    hostId: hostIdSchema.optional(),
    sinceMs: z.int().min(0),
    untilMs: z.int().min(0),
    limit: z.int().min(1).max(20_000).default(5_000),
  }),
  run: async (): Promise<TelemetryWindow> => pending("liveTelemetry"),
});
