import { approvals, assignments, publisherPins } from "./assignments.ts";
import { auditHeads, auditLog } from "./audit.ts";
import { agentLeases, enrolmentTokens, fleets, frameDictionaries, hosts } from "./fleets.ts";
import {
  accounts,
  memberships,
  outboxMessages,
  rateLimits,
  sessions,
  tenants,
  users,
  verificationTokens,
} from "./identity.ts";
import { bundleFiles, entitlements, listings, orders, personaVersions, publisherKeys, publishers } from "./store.ts";
import { decisions, events, metricFrames } from "./telemetry.ts";

/** Every table, as queries name them. The SQL migrations are the truth; the catalogue test compares. */
export const tables = {
  accounts,
  agentLeases,
  approvals,
  assignments,
  auditHeads,
  auditLog,
  bundleFiles,
  decisions,
  enrolmentTokens,
  entitlements,
  events,
  fleets,
  frameDictionaries,
  hosts,
  listings,
  memberships,
  metricFrames,
  orders,
  outboxMessages,
  personaVersions,
  publisherKeys,
  publisherPins,
  publishers,
  rateLimits,
  sessions,
  tenants,
  users,
  verificationTokens,
} as const;
