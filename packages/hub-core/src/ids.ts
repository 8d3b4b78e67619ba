import { z } from "zod";

export const userIdSchema = z.uuid().brand<"UserId">();
export type UserId = z.output<typeof userIdSchema>;
export const tenantIdSchema = z.uuid().brand<"TenantId">();
export type TenantId = z.output<typeof tenantIdSchema>;
export const fleetIdSchema = z.uuid().brand<"FleetId">();
export type FleetId = z.output<typeof fleetIdSchema>;
export const hostIdSchema = z.uuid().brand<"HostId">();
export type HostId = z.output<typeof hostIdSchema>;
export const listingIdSchema = z.uuid().brand<"ListingId">();
export type ListingId = z.output<typeof listingIdSchema>;
export const personaVersionIdSchema = z.uuid().brand<"PersonaVersionId">();
export type PersonaVersionId = z.output<typeof personaVersionIdSchema>;
export const assignmentIdSchema = z.uuid().brand<"AssignmentId">();
export type AssignmentId = z.output<typeof assignmentIdSchema>;

/** What appears in addresses: lower case, digits and single dashes, 2 to 40 characters. */
export const slugSchema = z
  .string()
  .min(2)
  .max(40)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "lower-case letters, digits and single dashes");

export const experimentIdSchema = z.uuid().brand<"ExperimentId">();
export type ExperimentId = z.output<typeof experimentIdSchema>;
