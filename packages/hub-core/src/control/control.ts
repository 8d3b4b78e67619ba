import { attributeNameSchema } from "@fleet-persona/persona";
import { z } from "zod";

/** What a pause stops: every change, changes in one direction, or changes of one attribute. */
export const pauseScopeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("direction"), direction: z.enum(["grow", "shrink"]) }),
  z.strictObject({ kind: z.literal("attribute"), attribute: attributeNameSchema }),
]);
export type PauseScope = z.output<typeof pauseScopeSchema>;

/** One pause that still holds; `until` null means until somebody removes it. */
export type PauseView = {
  readonly pauseId: string;
  readonly scope: PauseScope;
  readonly until: number | null;
  /** The email address of who paused. */
  readonly createdBy: string;
  readonly createdAt: number;
};

/** A kill switch that is engaged: every host of the fleet goes to its safe configuration and stays there. */
export type KillSwitchView = {
  readonly reason: string;
  /** The email address of who engaged it. */
  readonly engagedBy: string;
  readonly engagedAt: number;
};

/** Who decides the fleet-scope attributes; `until` is when another host may take over if this one falls silent. */
export type LeaderView = {
  readonly hostId: string;
  readonly hostName: string;
  readonly epoch: number;
  readonly until: number;
};
