import type { GateReport, GateSeries } from "@fleet-persona/persona";
import { z } from "zod";
import type { PersonaVersionId } from "../ids.ts";
import { personaVersionIdSchema, tenantIdSchema } from "../ids.ts";

const gateRunIdSchema = z.uuid().brand<"GateRunId">();

/** One run of the gate as the job queue names it; the tenant is the seller. */
export const gateJobSchema = z.object({ tenantId: tenantIdSchema, runId: gateRunIdSchema });
export type GateRunKey = z.output<typeof gateJobSchema>;

/** What the gate came to for one bundle: the report, and the columns for its charts. */
export type GateResult = { readonly report: GateReport; readonly series: readonly GateSeries[] };

/** How often a run is tried before it is given up. */
export const mostGateAttempts = 3;

export type GateVerdict = GateReport["verdict"];

/** Where a version stands with the gate. A verdict stands until a run by newer rules has ended. */
export type GateState =
  | { readonly kind: "pending" }
  | { readonly kind: "failed"; readonly failure: string }
  | {
      readonly kind: "judged";
      readonly verdict: GateVerdict;
      readonly reasons: GateReport["reasons"];
      readonly confidence: number;
      readonly rulesVersion: number;
      readonly finishedAt: number;
      /** A run by newer rules is on its way. */
      readonly runsAgain: boolean;
    };

export type GateStates = ReadonlyMap<PersonaVersionId, GateState>;

export const versionId = (id: string): PersonaVersionId => personaVersionIdSchema.parse(id);
