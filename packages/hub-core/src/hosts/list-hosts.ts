import { z } from "zod";
import { fleetIdSchema } from "../ids.ts";
import type { FleetId, HostId } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";

export type HostView = {
  readonly hostId: HostId;
  readonly fleetId: FleetId;
  readonly name: string;
  readonly agentVersion: string;
  readonly fingerprint: string;
  readonly liveness: "new" | "online" | "offline";
  readonly lastSeenAt: number | null;
  readonly enrolledAt: number;
  /** What the agent said it can steer, as it last said it. */
  readonly capabilities: unknown;
  /** The agent's last status message, null before the first. */
  readonly status: unknown;
};

/** The hosts of a fleet, by name. */
export const listHosts = defineQuery({
  name: "listHosts",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema }),
  run: async (): Promise<readonly HostView[]> => pending("listHosts"),
});
