import { z } from "zod";
import type { FleetId, PersonaVersionId, TenantId } from "../ids.ts";
import type { TrialReport } from "./trial-report.ts";

export const trialIdSchema = z.uuid().brand<"TrialId">();
export type TrialId = z.output<typeof trialIdSchema>;

/** One trial as the job queue names it. */
export const trialJobSchema = z.object({ tenantId: z.uuid().brand<"TenantId">(), trialId: trialIdSchema });

/** Which trial of whom; only a job of the queue makes one. */
export type TrialKey = { readonly tenantId: TenantId; readonly trialId: TrialId };

/** Why a trial has no report. */
export type TrialFailureCode =
  | "too-little-data"
  | "signals-missing"
  | "model-refused"
  | "trial-failed"
  | "out-of-time"
  | "out-of-memory"
  | "given-up"
  | "cancelled";

/** A trial as lists show it. */
export type TrialSummary = {
  readonly trialId: TrialId;
  readonly fleetId: FleetId;
  readonly fleetName: string;
  readonly personaVersionId: PersonaVersionId;
  readonly personaId: string;
  readonly title: string;
  readonly version: number;
  readonly status: "queued" | "running" | "done" | "failed";
  /** The stretch that is replayed at most, ms since the epoch. */
  readonly since: number;
  readonly until: number;
  /** The email address of who asked for it. */
  readonly requestedBy: string;
  readonly requestedAt: number;
  readonly endedAt: number | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
};

/** A trial with what came of it. The report is the asking tenant's alone. */
export type TrialView = TrialSummary & { readonly report: TrialReport | null };
