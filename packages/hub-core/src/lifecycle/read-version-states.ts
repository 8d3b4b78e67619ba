import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, inArray, isNull } from "drizzle-orm";
import type { VersionNotice, VersionState } from "./version-state.ts";
import { stateOf } from "./version-state.ts";

/** What versions are today, by their id; one without notices is `offered` and is not in the map. */
export async function readVersionStates(
  tx: Tx,
  personaVersionIds: readonly string[],
): Promise<ReadonlyMap<string, VersionState>> {
  if (personaVersionIds.length === 0) return new Map();
  const { versionNotices: notices } = tables;
  const rows = await tx
    .select()
    .from(notices)
    .where(and(inArray(notices.personaVersionId, [...personaVersionIds]), isNull(notices.withdrawnAt)));
  const byVersion = Map.groupBy(rows, (row) => row.personaVersionId);
  return new Map([...byVersion].map(([id, mine]) => [id, stateOf(mine.map(noticeOf))]));
}

/** What one version is today. */
export async function readVersionState(tx: Tx, personaVersionId: string): Promise<VersionState> {
  return (await readVersionStates(tx, [personaVersionId])).get(personaVersionId) ?? offered;
}

/** The state of a version of which nothing was said. */
export const offered: VersionState = { state: "offered", notices: [] };

type Row = typeof tables.versionNotices.$inferSelect;

function noticeOf({ kind, reason, successor, saidAt }: Row): VersionNotice {
  return { kind, reason, successor, saidAt: saidAt.getTime() };
}
