const words: Readonly<Record<string, string>> = {
  createTenant: "Created the tenant",
  registerPublisher: "Registered a publisher",
  publishPersona: "Published a Persona",
  deprecateVersion: "Deprecated a version",
  yankVersion: "Yanked a version",
  revokeVersion: "Revoked a version",
  restoreVersion: "Restored a version",
  publishAdvisory: "Published an advisory",
  withdrawAdvisory: "Withdrew an advisory",
  requestTrial: "Tried a Persona on a fleet's recording",
  cancelTrial: "Cancelled a trial",
  setRevocationPace: "Chose how fleets leave a revoked Persona",
  getPersona: "Got a Persona",
  createFleet: "Created a fleet",
  createEnrolmentToken: "Created an install line",
  enrolHost: "Enrolled a host",
  assignPersona: "Put an approved Persona on a fleet, in shadow",
  approveAssignment: "Approved a Persona",
  requestReview: "Asked for a review",
  approveVersion: "Approved a version",
  confirmReview: "Confirmed an approval",
  refuseVersion: "Refused a version",
  autoApproveVersion: "Let a new version follow",
  setReviewPolicy: "Changed the review policy",
  setAssignmentMode: "Switched the mode",
  unassignPersona: "Took a Persona off a fleet",
  pauseFleet: "Paused a fleet",
  resumeFleet: "Resumed a fleet",
  addPause: "Paused a fleet, or part of it",
  removePause: "Removed a pause",
  resumeSteering: "Had an attribute steered again",
  engageKillSwitch: "Stopped everything on a fleet",
  releaseKillSwitch: "Released a kill switch",
  applyFleetConfig: "Applied a state document",
  declareIntent: "Declared an intent",
  endIntent: "Ended an intent",
  addCampaign: "Added a campaign",
  removeCampaign: "Removed a campaign",
  importCampaigns: "Imported a calendar",
  createSource: "Created a source",
  revokeSource: "Revoked a source",
  takeFleetLease: "Became the leader of a fleet",
  planExperiment: "Planned an experiment",
  startExperiment: "Started an experiment",
  pauseExperiment: "Paused an experiment",
  resumeExperiment: "Resumed an experiment",
  stopExperiment: "Stopped an experiment",
  promoteWinner: "Promoted a winner",
  publishEffect: "Published a measured effect",
  withdrawEffect: "Withdrew a measured effect",
  declareLoadSharing: "Said whether a fleet's hosts share load",
  openVariationCampaign: "Opened a campaign",
  pauseVariationCampaign: "Paused a campaign of variation",
  resumeVariationCampaign: "Let a campaign of variation go on",
  endVariationCampaign: "Ended a campaign of variation",
  giveLearningConsent: "Agreed to learning from a fleet",
  withdrawLearningConsent: "Took back a consent to learning",
  requestRefinement: "Asked for a refinement",
  cancelRefinement: "Cancelled a refinement",
  placeOrder: "Ordered a Persona",
  keepCheckout: "Opened a page to pay",
  abandonOrder: "Gave an order up",
  keepEntitlement: "Followed a payment in the library",
  wishSeats: "Changed seats",
  changeSubscription: "Cancelled or resumed a subscription",
  createPromotion: "Made a promotion code",
  endPromotion: "Ended a promotion code",
  askRefund: "Asked for money back",
  withdrawRefund: "Took a request for a refund back",
  decideRefund: "Decided a request for a refund",
  giveBack: "Gave money back",
  agreeToSell: "Agreed to sell",
  setPayoutTerms: "Changed when money is paid out",
  createApiToken: "Created an API token",
  revokeApiToken: "Revoked an API token",
};

/** A command's name as a sentence; a name it does not know is spaced out. */
export function auditWords(command: string): string {
  return words[command] ?? spaced(command);
}

const spaced = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const shortId = (id: string): string => id.slice(-8);

/** Who did it: the reader's own address, or the kind and the end of the id. */
export function actorShown(actor: string, me: { readonly userId: string; readonly email: string }): string {
  const [kind = "", id = ""] = actor.split(":", 2);
  if (kind === "user" && id === me.userId) return me.email;
  if (actor === "policy:review") return "your review policy";
  return uuid.test(id) ? `${kind} ${shortId(id)}` : actor;
}

export type Detail = { readonly name: string; readonly value: string; readonly full: string };

/** The facts of an entry, ids shortened to their end; nested values as JSON. */
export function detailsShown(details: unknown): readonly Detail[] {
  if (typeof details !== "object" || details === null) return [];
  return Object.entries(details).flatMap(([name, value]) => {
    const full = typeof value === "string" ? value : JSON.stringify(value);
    if (full === "" || full === undefined) return [];
    const shown = uuid.test(full) ? shortId(full) : full.length > 48 ? `${full.slice(0, 47)}…` : full;
    return [{ name: spaced(name.replace(/Id$/, "")), value: shown, full }];
  });
}
