export { roleAllows, roles } from "./actor.ts";
export type { Actor, Role, UserActor } from "./actor.ts";
export {
  authenticateSessionToken,
  closeAgentSession,
  openAgentSession,
  renewAgentSession,
} from "./agents/agent-session.ts";
export type { AgentSession } from "./agents/agent-session.ts";
export type { HostKey } from "./agents/host-key.ts";
export { readBundleFile } from "./agents/read-bundle-file.ts";
export { readHostIdentity } from "./agents/read-host-identity.ts";
export type { HostIdentity } from "./agents/read-host-identity.ts";
export { readHostState } from "./agents/read-host-state.ts";
export type { HostState } from "./agents/read-host-state.ts";
export { recordDictionary } from "./agents/record-dictionary.ts";
export type { SignalName } from "./agents/record-dictionary.ts";
export { recordHostStatus } from "./agents/record-host-status.ts";
export { apiScopes } from "./api-tokens/api-token.ts";
export { createApiToken } from "./api-tokens/create-api-token.ts";
export { listApiTokens } from "./api-tokens/list-api-tokens.ts";
export { resolveApiActor } from "./api-tokens/resolve-api-actor.ts";
export { revokeApiToken } from "./api-tokens/revoke-api-token.ts";
export type { ApiScope, ApiTokenView, CreatedApiToken } from "./api-tokens/api-token.ts";
export { assignPersona } from "./assignments/assign-persona.ts";
export type { AssignmentMode, AssignmentView } from "./assignments/assignment.ts";
export { setAssignmentMode } from "./assignments/set-assignment-mode.ts";
export { unassignPersona } from "./assignments/unassign-persona.ts";
export { listAudit } from "./audit/list-audit.ts";
export type { AuditEntry } from "./audit/list-audit.ts";
export { verifyAuditChain } from "./audit/verify-audit-chain.ts";
export type { AuditVerdict } from "./audit/verify-audit-chain.ts";
export { getAuthorDesk } from "./author/author-desk.ts";
export type { AuthorDesk, DeskListing } from "./author/author-desk.ts";
export type { DeskTask } from "./author/desk-tasks.ts";
export { getOwnListing } from "./author/own-listing.ts";
export type { OwnListing, OwnListingVersion } from "./author/own-listing.ts";
export { listListing } from "./author/list-listing.ts";
export type { ListingStatus, ListingStatusView } from "./author/list-listing.ts";
export { fewestTenants, getListingStatistics } from "./author/listing-statistics.ts";
export type { ListingStatistics, StatisticsPoint, StatisticsWindow, VersionUse } from "./author/listing-statistics.ts";
export { longestTrialDays } from "./author/listing-terms.ts";
export type { ListingTerms, PastTerms } from "./author/listing-terms.ts";
export type { Missing, MissingCode } from "./author/missing.ts";
export { currencies } from "@fleet-persona/money";
export type { Currency } from "@fleet-persona/money";
export { offerVersionNow } from "./author/offer-version-now.ts";
export { setCooldown } from "./author/set-cooldown.ts";
export type { CooldownView } from "./author/set-cooldown.ts";
export { setListingTerms } from "./author/set-listing-terms.ts";
export { unlistListing } from "./author/unlist-listing.ts";
export { authStore } from "./auth/auth-store.ts";
export type { AuthStore } from "./auth/auth-store.ts";
export type { AuthAccount, AuthSession, AuthUser, VerificationToken } from "./auth/auth-user.ts";
export { listOutboxMessages, putOutboxMessage } from "./auth/outbox.ts";
export type { OutboxMessage } from "./auth/outbox.ts";
export type {
  BuyerReview,
  BuyerReviewId,
  BuyerReviewReply,
  BuyerReviewRevision,
  BuyerReviewState,
  ListingRatings,
  OwnBuyerReview,
  ReviewObstacle,
  VoidReason,
} from "./buyer-reviews/buyer-review.ts";
export { getOwnReview } from "./buyer-reviews/get-own-review.ts";
export type { ReviewStanding } from "./buyer-reviews/get-own-review.ts";
export { listBuyerReviews } from "./buyer-reviews/list-buyer-reviews.ts";
export type { BuyerReviewPage } from "./buyer-reviews/list-buyer-reviews.ts";
export { listOwnReviews, listReceivedReviews } from "./buyer-reviews/list-own-reviews.ts";
export type { ReviewRules } from "./buyer-reviews/read-buyer-reviews.ts";
export { replyToBuyerReview } from "./buyer-reviews/reply-to-buyer-review.ts";
export { recheckBuyerReviews, voidBuyerReviews } from "./buyer-reviews/void-buyer-reviews.ts";
export type { Voiding } from "./buyer-reviews/void-buyer-reviews.ts";
export { withdrawBuyerReview } from "./buyer-reviews/withdraw-buyer-review.ts";
export { writeBuyerReview } from "./buyer-reviews/write-buyer-review.ts";
export { getVersionBom } from "./bom/get-version-bom.ts";
export { openVariationCampaign } from "./campaigns/open-variation-campaign.ts";
export { getVariationCampaign, listVariationCampaigns } from "./campaigns/read-variation-campaigns.ts";
export {
  endVariationCampaign,
  pauseVariationCampaign,
  resumeVariationCampaign,
} from "./campaigns/steer-variation-campaign.ts";
export {
  dueVariationCampaigns,
  putOffVariationCampaign,
  stepVariationCampaign,
} from "./campaigns/step-variation-campaign.ts";
export type { SearchOf } from "./campaigns/step-variation-campaign.ts";
export { variationCampaignIdSchema } from "./campaigns/variation-campaign.ts";
export type {
  VariationCampaignId,
  VariationCampaignKey,
  VariationCampaignListItem,
  VariationCampaignStepView,
  VariationCampaignView,
} from "./campaigns/variation-campaign.ts";
export { applyFleetConfig } from "./config/apply-fleet-config.ts";
export type {
  FleetConfigExport,
  FleetConfigPlan,
  FleetConfigRefusal,
  FleetConfigSummary,
  FleetConfigVersionView,
  HostValue,
} from "./config/config-version.ts";
export { exportFleetConfig } from "./config/export-fleet-config.ts";
export { getFleetConfigVersion } from "./config/get-fleet-config-version.ts";
export { listFleetConfigVersions } from "./config/list-fleet-config-versions.ts";
export { planFleetConfig } from "./config/plan-fleet-config.ts";
export { addCampaign } from "./context/add-campaign.ts";
export type { CampaignImport, CampaignView } from "./context/campaign.ts";
export { declareIntent } from "./context/declare-intent.ts";
export { endIntent } from "./context/end-intent.ts";
export type { IntentView, Phase } from "./context/intent.ts";
export { importCampaigns } from "./context/import-campaigns.ts";
export { listCampaigns } from "./context/list-campaigns.ts";
export { listIntents } from "./context/list-intents.ts";
export { readHostContext } from "./context/read-host-context.ts";
export { removeCampaign } from "./context/remove-campaign.ts";
export { addPause } from "./control/add-pause.ts";
export type { KillSwitchView, LeaderView, PauseScope, PauseView } from "./control/control.ts";
export { engageKillSwitch } from "./control/engage-kill-switch.ts";
export { releaseKillSwitch } from "./control/release-kill-switch.ts";
export { removePause } from "./control/remove-pause.ts";
export { resumeSteering } from "./control/resume-steering.ts";
export type { Deps, GatewayDeps } from "./deps.ts";
export type { DomainFinding, DomainView } from "./domains/publisher-domain.ts";
export { recheckDomains } from "./domains/recheck-domains.ts";
export { checkDomain, claimDomain, listDomains, removeDomain } from "./domains/verify-domain.ts";
export { createEnrolmentToken } from "./enrolment/create-enrolment-token.ts";
export type { EnrolmentTokenView } from "./enrolment/create-enrolment-token.ts";
export { enrolHost } from "./enrolment/enrol-host.ts";
export type { EnrolledHost } from "./enrolment/enrol-host.ts";
export { exportExperiment } from "./experiments/export-experiment.ts";
export type { ExperimentExport } from "./experiments/export-experiment.ts";
export { listExperiments } from "./experiments/experiment-list.ts";
export { experimentSeries } from "./experiments/experiment-series.ts";
export { dueExperiments, lookAtExperiment, putOffLook } from "./experiments/look-at-experiment.ts";
export type { LookOutcome } from "./experiments/look-at-experiment.ts";
export { listMeasuredEffects, publishEffect, withdrawEffect } from "./experiments/measured-effects.ts";
export { planExperiment } from "./experiments/plan-experiment.ts";
export { previewPower } from "./experiments/power.ts";
export { proposeMetrics } from "./experiments/propose-metrics.ts";
export type { ProposedMetrics } from "./experiments/propose-metrics.ts";
export { getExperiment } from "./experiments/read-experiment.ts";
export { startExperiment } from "./experiments/start-experiment.ts";
export { pauseExperiment, promoteWinner, resumeExperiment, stopExperiment } from "./experiments/steer-experiment.ts";
export { declareLoadSharing, suggestDesign } from "./experiments/suggest-design.ts";
export type {
  BlocksView,
  ExperimentArmView,
  ExperimentConclusion,
  ExperimentFigures,
  ExperimentListItem,
  ExperimentObstacle,
  ExperimentSeries,
  ExperimentSeriesPoint,
  ExperimentStageView,
  ExperimentStepView,
  ExperimentView,
  MeasuredEffect,
  PowerView,
  RampStepView,
  SuggestedDesign,
} from "./experiments/experiment.ts";
export { checkPersonaFit } from "./fit/check-persona-fit.ts";
export { listFits } from "./fit/list-fits.ts";
export type { FleetFit } from "./fit/list-fits.ts";
export type { AttributeSupply, PersonaFitView, SignalSupply } from "./fit/persona-fit.ts";
export { createFleet } from "./fleets/create-fleet.ts";
export type { FleetView, Pause } from "./fleets/fleet.ts";
export { findFleet } from "./fleets/find-fleet.ts";
export { getFleet } from "./fleets/get-fleet.ts";
export { listFleets } from "./fleets/list-fleets.ts";
export { pauseFleet } from "./fleets/pause-fleet.ts";
export { resumeFleet } from "./fleets/resume-fleet.ts";
export { claimGateRun } from "./gate/claim-gate-run.ts";
export type { GateClaim, GateWork } from "./gate/claim-gate-run.ts";
export { enqueueStaleGateRuns } from "./gate/enqueue-stale-gate-runs.ts";
export { failGateRun, finishGateRun } from "./gate/finish-gate-run.ts";
export type { JudgedVersion } from "./gate/finish-gate-run.ts";
export { gateJobSchema } from "./gate/gate-run.ts";
export type { GateResult, GateRunKey, GateState, GateVerdict } from "./gate/gate-run.ts";
export { getGateProgress, tellGateProgress } from "./gate/gate-progress.ts";
export type { GateProgressView, GateStep } from "./gate/gate-progress.ts";
export { getGateSeries } from "./gate/get-gate-series.ts";
export { listHosts } from "./hosts/list-hosts.ts";
export type { HostView } from "./hosts/list-hosts.ts";
export { HubError } from "./hub-error.ts";
export { offlineAfterMs } from "./hosts/liveness.ts";
export type { HubErrorCode } from "./hub-error.ts";
export {
  assignmentIdSchema,
  experimentIdSchema,
  fleetIdSchema,
  hostIdSchema,
  listingIdSchema,
  personaVersionIdSchema,
  slugSchema,
  tenantIdSchema,
  userIdSchema,
} from "./ids.ts";
export type {
  AssignmentId,
  ExperimentId,
  FleetId,
  HostId,
  ListingId,
  PersonaVersionId,
  TenantId,
  UserId,
} from "./ids.ts";
export { severities } from "./lifecycle/advisory.ts";
export type { AdvisoryView, Severity } from "./lifecycle/advisory.ts";
export type { VersionStateView } from "./lifecycle/add-notice.ts";
export { endDueCooldowns, longestCooldownH } from "./lifecycle/cooldown.ts";
export { deprecateVersion } from "./lifecycle/deprecate-version.ts";
export { listOwnListings } from "./lifecycle/list-own-listings.ts";
export type { OwnListingView, OwnVersionView } from "./lifecycle/list-own-listings.ts";
export { publishAdvisory } from "./lifecycle/publish-advisory.ts";
export type { ComingVersion, VersionOffer } from "./lifecycle/read-offers.ts";
export { restoreVersion } from "./lifecycle/restore-version.ts";
export { getRevocationPace, setRevocationPace } from "./lifecycle/revocation-pace.ts";
export { revokeVersionsSignedOnlyBy } from "./lifecycle/revoke-signed-only-by.ts";
export { revokeVersion } from "./lifecycle/revoke-version.ts";
export type { RevokedVersion } from "./lifecycle/revoke-version.ts";
export type { VersionNotice, VersionState } from "./lifecycle/version-state.ts";
export { defaultPace } from "./lifecycle/waves.ts";
export type { RevocationPace } from "./lifecycle/waves.ts";
export type { WithdrawnAdvisory } from "./lifecycle/withdraw-advisory.ts";
export { withdrawAdvisory } from "./lifecycle/withdraw-advisory.ts";
export { yankVersion } from "./lifecycle/yank-version.ts";
export { leaseTerms } from "./leadership/lease-terms.ts";
export { publishFleetValues } from "./leadership/publish-fleet-values.ts";
export { takeFleetLease } from "./leadership/take-fleet-lease.ts";
export { takeRateToken } from "./rate-limit.ts";
export type { RateLeft, RateLimit } from "./rate-limit.ts";
export { expireSecrets } from "./maintenance/expire-secrets.ts";
export { keepPartitions } from "./maintenance/keep-partitions.ts";
export { tendStoreSearch } from "./maintenance/tend-store-search.ts";
export { watchFleets } from "./maintenance/watch-fleets.ts";
export { abandonOrder, buyPersona, lookAtOrder } from "./money/buy-persona.ts";
export type { Checkout, Purchase } from "./money/buy-persona.ts";
export {
  cancelSubscription,
  changeSeats,
  openBilling,
  previewSeats,
  resumeSubscription,
} from "./money/change-subscription.ts";
export { converge } from "./money/converge.ts";
export { answerDisputes, assembleEvidence } from "./money/dispute-evidence.ts";
export { exportPlatformLedger, exportSellerLedger } from "./money/export-ledger.ts";
export type { CsvPart } from "./money/export-ledger.ts";
export { claimSubjects, forgetPaymentEvents, handleSubject } from "./money/handle-payment-events.ts";
export type { ClaimedSubject } from "./money/handle-payment-events.ts";
export { moneyText } from "./money/money-text.ts";
export type {
  OrderStatus,
  OrderView,
  PaymentView,
  RefundRequestView,
  RefundStatus,
  SubscriptionView,
} from "./money/order.ts";
export type { MoneyDeps, PaymentsDeps } from "./money/payments-deps.ts";
export { getPurchaseStanding } from "./money/purchase-standing.ts";
export type { PurchaseStanding } from "./money/purchase-standing.ts";
export { createPromotion, endPromotion, listPromotions, promotionSchema } from "./money/promotions.ts";
export { closingReport, getPlatformMoney, listReconcileRuns } from "./money/platform-money.ts";
export type { AccountBalance, ClosingReport, PlatformMoney, ReconcileRun } from "./money/platform-money.ts";
export { getOrder, listPurchases } from "./money/read-orders.ts";
export type { Purchases } from "./money/read-orders.ts";
export { getSellerMoney, leastTransfer, listLedgerLines } from "./money/read-seller-money.ts";
export type { SellerMoney } from "./money/read-seller-money.ts";
export { reconcile } from "./money/reconcile.ts";
export type { Finding, Reconciliation, ReconcileSpan } from "./money/reconcile.ts";
export { askRefund, decideRefund, giveBack, listRefundRequests, withdrawRefund } from "./money/refund-requests.ts";
export {
  listPayouts,
  lookAtSeller,
  openOnboarding,
  sellingTermsVersion,
  setPayoutTerms,
  startSelling,
} from "./money/sell.ts";
export { getSellingTerms } from "./money/selling-terms.ts";
export type { SellingTerms } from "./money/selling-terms.ts";
export type { LedgerLine, SaleView, SellerAccountView, SellerBalance, TransferView } from "./money/seller.ts";
export { tendRefunds } from "./money/tend-refunds.ts";
export { tendSubscriptions } from "./money/tend-subscriptions.ts";
export { tendTransfers } from "./money/tend-transfers.ts";
export { takePaymentEvent } from "./money/take-payment-event.ts";
export { appealHold, listOwnHolds } from "./moderation/appeal.ts";
export type { OwnHold } from "./moderation/appeal.ts";
export { decideAppeal, hideThing, keepThing, restoreThing } from "./moderation/decide.ts";
export { getModerationCase, listModerationQueue } from "./moderation/list-moderation-queue.ts";
export type { ModerationQueue, QueueItem } from "./moderation/list-moderation-queue.ts";
export { mayModerate } from "./moderation/may-moderate.ts";
export { policyReasons, reasonsFor, reasonTitle } from "./moderation/moderation.ts";
export type {
  HoldView,
  ModerationCase,
  ModerationLogEntry,
  PolicyReason,
  ReportView,
  Thing,
  ThingKind,
  ThingView,
} from "./moderation/moderation.ts";
export { reportThing } from "./moderation/report-thing.ts";
export { findVersion } from "./published/find-version.ts";
export { getPublishedVersion, getVersionEvidence } from "./published/get-published-version.ts";
export { getSeller } from "./published/get-seller.ts";
export { isPublished } from "./published/is-published.ts";
export type { BundleFileView, PublishedVersion, VersionEvidence } from "./published/read-published-version.ts";
export { listPublishers } from "./publishers/list-publishers.ts";
export { registerPublisher } from "./publishers/register-publisher.ts";
export type { PublisherView } from "./publishers/publisher.ts";
export type { FamilyEffect } from "./refinements/family-effects.ts";
export { getFamily, getPublicFamily } from "./refinements/get-family.ts";
export type { FamilyVersion, FamilyView } from "./refinements/get-family.ts";
export { cancelRefinement } from "./refinements/cancel-refinement.ts";
export { claimRefinement, isRefinementWanted, tellRefinementProgress } from "./refinements/claim-refinement.ts";
export type { RefinementMaterial } from "./refinements/claim-refinement.ts";
export { finishRefinement } from "./refinements/finish-refinement.ts";
export type { DatasetRecord, RefinementOutcome } from "./refinements/finish-refinement.ts";
export { giveLearningConsent } from "./refinements/give-learning-consent.ts";
export { learningConsentIdSchema } from "./refinements/learning-consent.ts";
export type { LearningConsentId, LearningConsentView, LearningUseView } from "./refinements/learning-consent.ts";
export { LEARNING_TERMS } from "./refinements/learning-terms.ts";
export { listLearningConsents } from "./refinements/list-learning-consents.ts";
export { listLearningMaterial } from "./refinements/list-learning-material.ts";
export type { LearningMaterialView } from "./refinements/list-learning-material.ts";
export type { HostJournalRows, Journals } from "./refinements/read-journals.ts";
export { readRefinementFiles } from "./refinements/read-refinement-files.ts";
export type { RefinementFiles } from "./refinements/read-refinement-files.ts";
export { getRefinement, listRefinements } from "./refinements/read-refinements.ts";
export { REFINEMENT_METHODS, refinementIdSchema, refinementJobSchema } from "./refinements/refinement.ts";
export type {
  LearningMaterial,
  RefinementFailureCode,
  RefinementId,
  RefinementKey,
  RefinementMethod,
  RefinementSettings,
  RefinementSummary,
  RefinementView,
} from "./refinements/refinement.ts";
export { refinementLimits } from "./refinements/refinement-limits.ts";
export { refinementReportSchema } from "./refinements/refinement-report.ts";
export type {
  DatasetProvenance,
  OffPolicyView,
  RefinementReport,
  ReportInterval,
} from "./refinements/refinement-report.ts";
export { requestRefinement } from "./refinements/request-refinement.ts";
export { withdrawLearningConsent } from "./refinements/withdraw-learning-consent.ts";
export { approveVersion } from "./reviews/approve-version.ts";
export { confirmReview } from "./reviews/confirm-review.ts";
export { considerNewVersion } from "./reviews/consider-new-version.ts";
export type { Considered } from "./reviews/consider-new-version.ts";
export { getReview } from "./reviews/get-review.ts";
export { getReviewPolicy } from "./reviews/get-review-policy.ts";
export { listCandidates } from "./reviews/list-candidates.ts";
export type { CandidateView } from "./reviews/list-candidates.ts";
export { listReviews } from "./reviews/list-reviews.ts";
export type { HeldBecause } from "./reviews/may-auto-approve.ts";
export { refuseVersion } from "./reviews/refuse-version.ts";
export { requestReview } from "./reviews/request-review.ts";
export type {
  DeskItem,
  DeskReason,
  ReviewBound,
  ReviewBounds,
  ReviewDesk,
  ReviewPolicyView,
  ReviewView,
} from "./reviews/review.ts";
export type { EarlierVersion, ReviewSubject, SubjectFleet, SubjectKey } from "./reviews/review-subject.ts";
export { setReviewPolicy } from "./reviews/set-review-policy.ts";
export { cancelRollouts } from "./rollouts/cancel-rollouts.ts";
export { claimRolloutItem } from "./rollouts/claim-rollout-item.ts";
export type { RolloutWork } from "./rollouts/claim-rollout-item.ts";
export { finishRolloutItem } from "./rollouts/finish-rollout-item.ts";
export { isRolloutWanted } from "./rollouts/is-rollout-wanted.ts";
export { readRollouts } from "./rollouts/read-rollouts.ts";
export { rolloutIdSchema, rolloutJobSchema } from "./rollouts/rollout.ts";
export type {
  RolloutFailureCode,
  RolloutId,
  RolloutItemKey,
  RolloutItemView,
  RolloutOutcome,
  RolloutView,
} from "./rollouts/rollout.ts";
export type { RolloutTask } from "./rollouts/rollout-task.ts";
export { submitRollouts } from "./rollouts/submit-rollouts.ts";
export type { SubmittedRollouts } from "./rollouts/submit-rollouts.ts";
export { authenticateSource } from "./sources/authenticate-source.ts";
export type { SignalSource } from "./sources/authenticate-source.ts";
export { createSource } from "./sources/create-source.ts";
export { listSources } from "./sources/list-sources.ts";
export { countableOf, eventWindowMs, pushEvents } from "./sources/push-events.ts";
export { pushSignals } from "./sources/push-signals.ts";
export type { PushOutcome, PushedSignal } from "./sources/push-signals.ts";
export { revokeSource } from "./sources/revoke-source.ts";
export type { CreatedSource, SourceSignalView, SourceView } from "./sources/source.ts";
export { getListing } from "./store/get-listing.ts";
export { getPersona } from "./store/get-persona.ts";
export { listEntitlements } from "./store/list-entitlements.ts";
export type {
  EntitlementView,
  ListingDetail,
  ListingSummary,
  PersonaVersionView,
  Price,
  PriceInterval,
} from "./store/listing.ts";
export { publishPersona } from "./store/publish-persona.ts";
export type { PublishedPersona } from "./store/publish-persona.ts";
export { readEntitledFile } from "./store/read-entitled-file.ts";
export { bestForIntents } from "./store/best-for-intents.ts";
export type { IntentBest } from "./store/best-for-intents.ts";
export { compareListings } from "./store/compare-listings.ts";
export type { ComparedScenario, ListingComparison, Need } from "./store/compare-listings.ts";
export { getSellerPage } from "./store/get-seller-page.ts";
export type { SellerPageView } from "./store/get-seller-page.ts";
export { INTENT_SLUGS, intentOf, intents } from "./store/intents.ts";
export type { Intent, IntentSlug } from "./store/intents.ts";
export { searchInputSchema } from "./store/search-input.ts";
export type { SearchInput } from "./store/search-input.ts";
export { searchListings } from "./store/search-listings.ts";
export { FACETS, GATE_GRADES, PRICE_KINDS, STORE_SORTS } from "./store/store-page.ts";
export type {
  EvidencePoint,
  FacetCount,
  FacetName,
  Facets,
  GateGrade,
  RatingSummary,
  StorePage,
  StoreRow,
  StoreSort,
} from "./store/store-page.ts";
export { getListingPage } from "./storefront/get-listing-page.ts";
export { countListed, listForSitemap } from "./storefront/list-for-sitemap.ts";
export type { SitemapEntry } from "./storefront/list-for-sitemap.ts";
export { listGateFigures } from "./storefront/list-gate-figures.ts";
export { listNewlyMeasured } from "./storefront/list-newly-measured.ts";
export type { GateFigures, ListingPageView, SellerView } from "./storefront/listing-page.ts";
export { getDecision } from "./telemetry/get-decision.ts";
export { ingestFrames } from "./telemetry/ingest-frames.ts";
export type { FrameOutcome, IngestFrame } from "./telemetry/ingest-frames.ts";
export { listDecisions } from "./telemetry/list-decisions.ts";
export { listEvents } from "./telemetry/list-events.ts";
export { liveTelemetry } from "./telemetry/live-telemetry.ts";
export type { TelemetryFrame, TelemetryWindow } from "./telemetry/live-telemetry.ts";
export type { DecisionRecord, EventRecord } from "./telemetry/record.ts";
export { passGate } from "./testing/pass-gate.ts";
export { createTenant } from "./tenants/create-tenant.ts";
export { listMyTenants } from "./tenants/list-my-tenants.ts";
export { resolveActor } from "./tenants/resolve-actor.ts";
export type { TenantView } from "./tenants/tenant.ts";
export { cancelTrial } from "./trials/cancel-trial.ts";
export { claimTrial, isTrialWanted } from "./trials/claim-trial.ts";
export type { TrialMaterial } from "./trials/claim-trial.ts";
export { finishTrial } from "./trials/finish-trial.ts";
export type { TrialOutcome } from "./trials/finish-trial.ts";
export type { Recording } from "./trials/read-recording.ts";
export { listTrials, readTrial } from "./trials/read-trials.ts";
export { getTrialReadiness } from "./trials/readiness.ts";
export type { TrialReadiness } from "./trials/readiness.ts";
export { requestTrial } from "./trials/request-trial.ts";
export { trialIdSchema, trialJobSchema } from "./trials/trial.ts";
export type { TrialFailureCode, TrialId, TrialKey, TrialSummary, TrialView } from "./trials/trial.ts";
export { trialLimits } from "./trials/trial-limits.ts";
export { trialReportSchema } from "./trials/trial-report.ts";
export type { Estimate, FitError, SimulatedFigures, TrialReport, TriedAttribute } from "./trials/trial-report.ts";
export { retentionDays } from "./telemetry/retention.ts";
export { defineCommand, defineQuery } from "./use-case/define.ts";
export type { ActorFor, AuditDetails, Command, Context, Query, Scope } from "./use-case/define.ts";
export { readBundleAttestation, readVersionFiles, recordAttestation, versionsToAttest } from "./trust/attestations.ts";
export type { NewAttestation, UnjudgedVersion } from "./trust/attestations.ts";
export { getVersionTrust } from "./trust/get-version-trust.ts";
export type { VersionTrust } from "./trust/get-version-trust.ts";
export type { KeyringView } from "./trust/keyring.ts";
export { fleetsToLease, issueLease, personaLeaseTerms } from "./trust/leases.ts";
export type { WantedLease } from "./trust/leases.ts";
export { publishKeyring } from "./trust/publish-keyring.ts";
export { readHostLease } from "./trust/read-host-lease.ts";
export { readPublisherKeyrings } from "./trust/serve-keyrings.ts";
export { recordTrustAnchors } from "./trust/trust-anchors.ts";
export { readCurrentMetadata, readRepositoryFile, storeMetadata, storeRoots } from "./trust/tuf-metadata.ts";
export { wantedTargets } from "./trust/wanted-targets.ts";
export { execute } from "./use-case/execute.ts";
export { readListingAgents, readListingUsage, usageOf } from "./usage/usage.ts";
export type { Usage, VersionUsage } from "./usage/usage.ts";
export { announceVersion } from "./watching/announce-version.ts";
export { emitStoreEvent } from "./watching/emit-store-event.ts";
export type { StoreEvent } from "./watching/emit-store-event.ts";
export { eventKinds, storeEventKinds } from "./watching/event-kinds.ts";
export type { StoreEventKind } from "./watching/event-kinds.ts";
export { fanOutStoreEvent, storeEventJobSchema } from "./watching/fan-out.ts";
export { follow, getFollow, unfollow } from "./watching/follow.ts";
export type { FollowState, FollowSubject } from "./watching/follow-subject.ts";
export { forgetWatching, watchingRetentionDays } from "./watching/forget-watching.ts";
export { hubSecrets } from "./watching/hub-secrets.ts";
export type { HubSecrets } from "./watching/hub-secrets.ts";
export { listFollows } from "./watching/list-follows.ts";
export type { FollowView } from "./watching/list-follows.ts";
export { claimNoticeMail, noticeMailDue, settleNoticeMail } from "./watching/mail/notice-mail.ts";
export type { MailTurn, NoticeMail } from "./watching/mail/notice-mail.ts";
export { outboxMailer } from "./watching/mail/outbox-mailer.ts";
export { kindWords, noticeLine, noticePath } from "./watching/notice.ts";
export type { NoticeView } from "./watching/notice.ts";
export { getNoticeChoices, setNoticeChoice } from "./watching/notice-choices.ts";
export type { NoticeChoice } from "./watching/notice-choices.ts";
export { countUnread, listNotices, markNotices } from "./watching/read-notices.ts";
export type { NoticePage } from "./watching/read-notices.ts";
export { readUnsubscription, unsubscribe } from "./watching/unsubscribe.ts";
export type { Unsubscription } from "./watching/unsubscribe.ts";
export type { WatchingDeps } from "./watching/watching-deps.ts";
export { addWebhook, changeWebhook, removeWebhook, rotateWebhookSecret } from "./watching/webhooks/change-webhooks.ts";
export { deliverWebhook } from "./watching/webhooks/deliver-webhook.ts";
export { claimWebhooks, releaseWebhook, webhooksDue } from "./watching/webhooks/due-webhooks.ts";
export type { WebhookKey } from "./watching/webhooks/due-webhooks.ts";
export { listWebhookDeliveries, listWebhooks } from "./watching/webhooks/read-webhooks.ts";
export type { QueuedDelivery } from "./watching/webhooks/send-again.ts";
export { resendWebhook, sendTestWebhook } from "./watching/webhooks/send-again.ts";
export type {
  WebhookAttemptView,
  WebhookDeliveryView,
  WebhookView,
  WebhookWithSecret,
} from "./watching/webhooks/webhook.ts";
