import type { EndReason } from "@fleet-persona/money";
import type { Manifest } from "@fleet-persona/persona";
import type { GateState } from "../gate/gate-run.ts";
import type { ListingId, PersonaVersionId } from "../ids.ts";
import type { AdvisoryView } from "../lifecycle/advisory.ts";
import type { ComingVersion, VersionOffer } from "../lifecycle/read-offers.ts";
import type { VersionState } from "../lifecycle/version-state.ts";

/** An amount in the currency's smallest unit, and the currency's ISO 4217 code. */
type Money = { readonly amountMinor: number; readonly currency: string };
export type PriceInterval = "month" | "year";

/** What a listing costs: nothing, once, or again and again, for a tenant or for each of its enrolled agents. */
export type Price =
  | { readonly kind: "free" }
  | ({ readonly kind: "one-off" } & Money)
  | ({ readonly kind: "subscription"; readonly every: PriceInterval } & Money)
  | ({ readonly kind: "per-agent"; readonly every: PriceInterval } & Money);

/** A listing as a row of search results. */
export type ListingSummary = {
  readonly listingId: ListingId;
  /** `publisher/name`. */
  readonly personaId: string;
  readonly publisher: string;
  readonly publisherName: string;
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly price: Price;
  /** For how many days it can be tried before it is paid; null: not at all, or it is free. */
  readonly trialDays: number | null;
  readonly latestVersion: number;
  readonly latestVersionId: PersonaVersionId;
  /** What the newest version is today. */
  readonly latestState: VersionState;
  /** The version that fleets are led to, which may be an older one; null where the publisher offers none any more. */
  readonly offer: VersionOffer;
  /** The newest version where it cools down, and when it becomes the offer. */
  readonly coming: ComingVersion | null;
  /** The author's claim, 0..1. */
  readonly claimedConfidence: number;
  readonly updatedAt: number;
};

export type PersonaVersionView = VersionState & {
  readonly personaVersionId: PersonaVersionId;
  readonly version: number;
  /** SHA-256 of persona.json, hex. */
  readonly digest: string;
  /** Fingerprints of the publisher keys whose signatures were verified at publication. */
  readonly signedBy: readonly string[];
  readonly changelog: Manifest["changelog"];
  readonly gate: GateState;
  readonly publishedAt: number;
};

/** The listing page: the latest version in full, the others as history. */
export type ListingDetail = ListingSummary & {
  readonly card: string;
  readonly manifest: Manifest;
  /** The author's own evaluation report; claimed, whatever the gate measured. */
  readonly evidence: unknown;
  readonly digest: string;
  readonly signedBy: readonly string[];
  readonly publisherKeys: readonly { readonly fingerprint: string; readonly registeredAt: number }[];
  readonly versions: readonly PersonaVersionView[];
  readonly advisories: readonly AdvisoryView[];
};

/** The right of a tenant to run a listing's versions. */
export type EntitlementView = {
  readonly entitlementId: string;
  readonly orderId: string;
  readonly listing: ListingSummary;
  readonly grantedAt: number;
  /** What it was got for. */
  readonly price: Price;
  /** When it ends, or renews where it is not said why it ends; null: it does not. */
  readonly endsAt: number | null;
  readonly endsBecause: EndReason | null;
  /** Hosts that may run it at a time, over all fleets; null: as many as there are. */
  readonly seats: number | null;
  /** Hosts that hold a seat now; 0 where seats do not count. */
  readonly seatsUsed: number;
  /** A payment of it is disputed: what runs goes on, and nothing new begins until that is settled. */
  readonly blocked: "disputed" | null;
};
