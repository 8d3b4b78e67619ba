import { createHash } from "node:crypto";
import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { BUNDLE_CONTENT, manifestSchema } from "@fleet-persona/persona";
import { and, eq, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { RefinementFailureCode, RefinementKey } from "./refinement.ts";
import { refinementLimits } from "./refinement-limits.ts";
import { provenanceSchema, refinementReportSchema } from "./refinement-report.ts";

/** What a dataset is, and what of it is whose: `uses` by the alias of each tenant. */
export type DatasetRecord = {
  /** SHA-256 of its content, hex. */
  readonly version: string;
  readonly provenance: unknown;
  readonly uses: readonly { readonly alias: string; readonly experiments: readonly string[]; readonly steps: number }[];
};

/** What became of a refinement. */
export type RefinementOutcome =
  | {
      readonly kind: "done";
      readonly dataset: DatasetRecord;
      readonly report: unknown;
      /** `persona.json` as a draft, and what lies beside it. */
      readonly files: Readonly<Record<string, Uint8Array>>;
    }
  | {
      readonly kind: "failed";
      readonly code: RefinementFailureCode;
      readonly message: string;
      /** What was learned from all the same, where it came so far. */
      readonly dataset?: DatasetRecord | undefined;
    };

/** Keeps what became of a refinement, once, and tells each tenant what of its recordings was used: false when it had ended before. */
export async function finishRefinement(deps: Deps, key: RefinementKey, outcome: RefinementOutcome): Promise<boolean> {
  const now = deps.now();
  return withTenant(deps.db, key.tenantId, async (tx) => {
    const { refinements } = tables;
    const running = and(
      eq(refinements.tenantId, key.tenantId),
      eq(refinements.id, key.refinementId),
      eq(refinements.status, "running"),
    );
    const [open] = await tx.select({ id: refinements.id }).from(refinements).where(running).for("update");
    if (open === undefined) return false;
    const checked = checkedOutcome(outcome);
    // While it still runs: the function tells nobody about any other.
    if (checked.dataset !== undefined) await tellUses(tx, key, checked.dataset, now);
    if (checked.kind === "done") await keepFiles(tx, key, checked.files);
    await tx
      .update(refinements)
      .set({ ...columnsOf(checked), endedAt: now })
      .where(running);
    return true;
  });
}

async function tellUses(
  tx: Tx,
  { refinementId }: RefinementKey,
  { version, uses }: DatasetRecord,
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    select record_learning_uses(${refinementId}::uuid, ${version}, ${JSON.stringify(uses)}::text::jsonb, ${now.toISOString()}::timestamptz)`);
}

async function keepFiles(
  tx: Tx,
  { tenantId, refinementId }: RefinementKey,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  await tx.insert(tables.refinementFiles).values(
    Object.entries(files).map(([name, content]) => ({
      tenantId,
      refinementId,
      name,
      sha256: Uint8Array.from(createHash("sha256").update(content).digest()),
      content,
    })),
  );
}

/** What came out of the process that learned is checked before anybody is shown it. */
function checkedOutcome(outcome: RefinementOutcome): RefinementOutcome {
  const dataset = outcome.dataset;
  if (dataset !== undefined && !provenanceSchema.safeParse(dataset.provenance).success)
    return failed("refinement-failed", "What the dataset says of its origin has another shape than it should.");
  if (outcome.kind === "failed") return outcome;
  const report = refinementReportSchema.safeParse(outcome.report);
  if (!report.success)
    return {
      ...failed("refinement-failed", `The report has another shape than it should: ${where(report.error)}.`),
      dataset,
    };
  const fault = filesFault(outcome.files);
  return fault === null ? { ...outcome, report: report.data } : { ...failed("refinement-failed", fault), dataset };
}

function failed(code: RefinementFailureCode, message: string): Extract<RefinementOutcome, { kind: "failed" }> {
  return { kind: "failed", code, message };
}

const where = (error: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] }): string =>
  error.issues[0]?.path.join(".") ?? "";

function filesFault(files: Readonly<Record<string, Uint8Array>>): string | null {
  const wanted = ["persona.json", ...BUNDLE_CONTENT].toSorted().join(", ");
  if (Object.keys(files).toSorted().join(", ") !== wanted) return `A candidate is ${wanted} and nothing else.`;
  const bytes = Object.values(files).reduce((sum, { length }) => sum + length, 0);
  if (bytes > refinementLimits.fileBytes)
    return `The candidate has ${bytes} bytes; ${refinementLimits.fileBytes} are the most.`;
  const digests = BUNDLE_CONTENT.map((name) => ({
    name,
    bytes: files[name]?.length ?? 0,
    sha256: createHash("sha256")
      .update(files[name] ?? new Uint8Array())
      .digest("hex"),
  }));
  const draft: unknown = JSON.parse(Buffer.from(files["persona.json"] ?? []).toString("utf8"));
  const parsed = manifestSchema.safeParse({ ...(draft as object), files: digests });
  return parsed.success ? null : `The candidate's manifest is none: ${where(parsed.error)}.`;
}

function columnsOf(outcome: RefinementOutcome) {
  const { dataset } = outcome;
  const from = dataset === undefined ? {} : { datasetVersion: dataset.version, provenance: dataset.provenance };
  if (outcome.kind === "done") return { ...from, status: "done", report: outcome.report, progress: null } as const;
  const failure = outcome.message
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, " ")
    .slice(0, 500);
  return { ...from, status: "failed", failureCode: outcome.code, failure, progress: null } as const;
}
