import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { HubError } from "../hub-error.ts";
import type { UserId } from "../ids.ts";
import { overrideCooldowns } from "./override-cooldowns.ts";
import type { OwnVersion } from "./own-version.ts";
import { emitStoreEvent } from "../watching/emit-store-event.ts";
import { readVersionState } from "./read-version-states.ts";
import type { VersionAddress, VersionNotice, VersionState } from "./version-state.ts";

/** What a version has become. */
export type VersionStateView = VersionAddress & VersionState;

type Saying = Pick<VersionNotice, "kind" | "reason" | "successor"> & { readonly userId: UserId; readonly now: Date };

/**
 * Says one thing of a version. Saying it again changes nothing; of a revoked one nothing more is said (`refused`,
 * `version-revoked`); a successor must be a version that a fleet may begin with (`refused`, `successor-unfit`).
 */
export async function addNotice(tx: Tx, version: OwnVersion, said: Saying): Promise<VersionStateView> {
  const { personaId, version: number, personaVersionId, listingId, tenantId } = version;
  const before = await readVersionState(tx, personaVersionId);
  if (before.notices.some(({ kind }) => kind === said.kind)) return { personaId, version: number, ...before };
  if (before.state === "revoked")
    throw new HubError("refused", "This version was revoked, which is its last word.", "version-revoked");
  if (said.successor !== null) await requireSuccessor(tx, version, said.successor);
  const { userId, now, kind, reason, successor } = said;
  await overrideCooldowns(tx, { listingId, now }, [number]);
  await tx
    .insert(tables.versionNotices)
    .values({ tenantId, listingId, personaVersionId, kind, reason, successor, saidBy: userId, saidAt: now });
  const follow = successor === null ? "" : ` Take version ${successor}.`;
  const event = { listingId, versionId: personaVersionId, ref: null, summary: `${reason}${follow}`, at: now };
  await emitStoreEvent(tx, { ...event, kind: `version-${kind}` });
  return { personaId, version: number, ...(await readVersionState(tx, personaVersionId)) };
}

async function requireSuccessor(tx: Tx, { listingId, version }: OwnVersion, successor: number): Promise<void> {
  const { personaVersions } = tables;
  const [row] = await tx
    .select({ id: personaVersions.id })
    .from(personaVersions)
    .where(and(eq(personaVersions.listingId, listingId), eq(personaVersions.version, successor)));
  const state = row === undefined ? null : (await readVersionState(tx, row.id)).state;
  if (state === "offered" && successor !== version) return;
  const what = row === undefined ? "does not exist" : successor === version ? "is this one" : `is ${state} itself`;
  throw new HubError("refused", `Version ${successor} cannot follow: it ${what}.`, "successor-unfit");
}
