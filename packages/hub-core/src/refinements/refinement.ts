import { z } from "zod";
import type { ListingId, PersonaVersionId, TenantId } from "../ids.ts";
import type { DatasetProvenance, RefinementReport } from "./refinement-report.ts";

export const refinementIdSchema = z.uuid().brand<"RefinementId">();
export type RefinementId = z.output<typeof refinementIdSchema>;

/** One refinement as the job queue names it. */
export const refinementJobSchema = z.object({
  tenantId: z.uuid().brand<"TenantId">(),
  refinementId: refinementIdSchema,
});

/** Which refinement of whom; only a job of the queue makes one. */
export type RefinementKey = { readonly tenantId: TenantId; readonly refinementId: RefinementId };

export const REFINEMENT_METHODS = ["ppo", "dqn", "evolution"] as const;
export type RefinementMethod = (typeof REFINEMENT_METHODS)[number];

/** What an author may set; absent: as the method has it. */
export const refinementSettingsSchema = z
  .strictObject({
    epochs: z.int().min(1).max(200),
    learningRate: z.number().gt(0).max(0.1),
    /** Of `ppo`: how dearly being another than the parent is paid for. */
    divergenceWeight: z.number().min(0).max(10),
    /** Of `evolution`. */
    generations: z.int().min(1).max(50),
    population: z.int().min(4).max(64),
  })
  .partial();
export type RefinementSettings = z.output<typeof refinementSettingsSchema>;

/** Why a refinement has no candidate. */
export type RefinementFailureCode =
  | "too-little-data"
  | "no-opt-in"
  | "too-little-overlap"
  | "no-gain"
  | "dataset-foreign"
  | "parent-unreadable"
  | "refinement-failed"
  | "out-of-time"
  | "out-of-memory"
  | "given-up"
  | "cancelled";

/** An experiment that a listing may be refined from, as its author sees it: whose it is, nobody can tell but its own. Instants are ms since 1970. */
export type LearningMaterial = {
  readonly experimentId: string;
  /** Stands for the tenant; the same over all its experiments with one fleet. */
  readonly alias: string;
  readonly own: boolean;
  readonly endedAt: number;
  readonly seconds: number;
  readonly hosts: number;
  /** Seconds between two draws. */
  readonly exploreEveryS: number;
  readonly versions: readonly number[];
};

/** A refinement as lists show it. `ready`: the candidate waits for its author's signature; `published`: it is a version. */
export type RefinementSummary = {
  readonly refinementId: RefinementId;
  readonly listingId: ListingId;
  readonly personaId: string;
  readonly title: string;
  readonly parentVersionId: PersonaVersionId;
  readonly parentVersion: number;
  readonly method: RefinementMethod;
  readonly seed: number;
  readonly settings: RefinementSettings;
  readonly state: "queued" | "running" | "ready" | "published" | "failed";
  /** What is done now, in a sentence; null unless it runs. */
  readonly doing: string | null;
  readonly experiments: readonly string[];
  readonly requestedBy: string;
  readonly requestedAt: number;
  readonly endedAt: number | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly datasetVersion: string | null;
  readonly publishedVersion: number | null;
};

/** A refinement with what came of it. */
export type RefinementView = RefinementSummary & {
  readonly provenance: DatasetProvenance | null;
  readonly report: RefinementReport | null;
  /** Of a candidate: its files, none of them signed. */
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
};
