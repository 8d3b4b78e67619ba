import { assignments, publisherPins } from "./assignments.ts";
import { auditHeads, auditLog } from "./audit.ts";
import { variationCampaignSteps, variationCampaigns } from "./campaigns.ts";
import { attributeResumptions, fleetConfigs, fleetKillSwitches, fleetLeases, fleetPauses } from "./fleet-control.ts";
import { apiTokens, campaigns, intents, signalSources, sourceEventSlots, sourceSignals } from "./fleet-context.ts";
import {
  experimentLooks,
  experimentSteps,
  experimentTotals,
  experimentUnits,
  experimentVersions,
  experiments,
  measuredEffects,
} from "./experiments.ts";
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
import { gateRuns, gateSeries } from "./gate.ts";
import { learningConsents, learningUses, refinementFiles, refinements } from "./refinements.ts";
import { reviewPolicies, reviewRequests, reviews } from "./reviews.ts";
import { advisories, revocationPaces, trials, versionNotices } from "./lifecycle.ts";
import { rolloutBatches, rolloutItems } from "./rollouts.ts";
import {
  bundleFiles,
  entitlements,
  listingPrices,
  listings,
  orders,
  personaVersions,
  publisherKeys,
  publishers,
} from "./store.ts";
import { decisions, events, metricFrames } from "./telemetry.ts";
import { gateAttestations, leaseSeats, personaLeases, publisherKeyrings, trustAnchors, tufMetadata } from "./trust.ts";

/** Every table, as queries name them. The SQL migrations are the truth; the catalogue test compares. */
export const tables = {
  accounts,
  advisories,
  agentLeases,
  apiTokens,
  assignments,
  attributeResumptions,
  auditHeads,
  auditLog,
  bundleFiles,
  campaigns,
  decisions,
  enrolmentTokens,
  entitlements,
  events,
  experimentLooks,
  experimentSteps,
  experimentTotals,
  experimentUnits,
  experimentVersions,
  experiments,
  fleetConfigs,
  fleetKillSwitches,
  fleetLeases,
  fleetPauses,
  fleets,
  frameDictionaries,
  gateAttestations,
  gateRuns,
  gateSeries,
  hosts,
  intents,
  learningConsents,
  learningUses,
  leaseSeats,
  listingPrices,
  listings,
  measuredEffects,
  memberships,
  metricFrames,
  orders,
  outboxMessages,
  personaLeases,
  personaVersions,
  publisherKeyrings,
  publisherKeys,
  publisherPins,
  publishers,
  rateLimits,
  refinementFiles,
  refinements,
  reviewPolicies,
  reviewRequests,
  reviews,
  revocationPaces,
  rolloutBatches,
  rolloutItems,
  sessions,
  signalSources,
  sourceEventSlots,
  sourceSignals,
  tenants,
  trustAnchors,
  tufMetadata,
  trials,
  users,
  variationCampaignSteps,
  variationCampaigns,
  verificationTokens,
  versionNotices,
} as const;
