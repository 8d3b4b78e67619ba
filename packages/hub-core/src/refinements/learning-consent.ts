import { z } from "zod";
import type { FleetId, ListingId } from "../ids.ts";

export const learningConsentIdSchema = z.uuid().brand<"LearningConsentId">();
export type LearningConsentId = z.output<typeof learningConsentIdSchema>;

/** A dataset that recordings of a fleet went into. Only its version and what was learned are left of it. */
export type LearningUseView = {
  /** SHA-256 of the dataset, hex. */
  readonly datasetVersion: string;
  /** Decisions of this fleet in it. */
  readonly steps: number;
  readonly experiments: readonly string[];
  readonly usedAt: number;
  /** The versions that say they were made from it. */
  readonly publishedAs: readonly number[];
};

/** A tenant's word on one fleet and one Persona, with everything that came of it. Instants are ms since 1970. */
export type LearningConsentView = {
  readonly consentId: LearningConsentId;
  readonly fleetId: FleetId;
  readonly fleetName: string;
  readonly fleetSlug: string;
  readonly listingId: ListingId;
  readonly personaId: string;
  readonly title: string;
  /** The number of the words that were agreed to. */
  readonly terms: number;
  readonly givenBy: string;
  readonly givenAt: number;
  readonly withdrawnAt: number | null;
  /** Newest first. */
  readonly uses: readonly LearningUseView[];
};
