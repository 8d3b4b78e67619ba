import { tables, withTenant } from "@fleet-persona/db";
import { and, eq, isNull, notExists, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { notFound } from "../hub-error.ts";
import type { HostKey } from "./host-key.ts";

/** One file of the bundle a host is assigned; `not-found` for any other digest or file, and for a revoked one. */
export async function readBundleFile(
  deps: Deps,
  { tenantId, hostId, digest, file }: HostKey & { digest: string; file: string },
): Promise<Uint8Array> {
  const { assignments, bundleFiles, hosts, personaVersions, versionNotices } = tables;
  if (!/^[0-9a-f]{64}$/.test(digest) || !/^[a-z.]{1,64}$/.test(file)) throw notFound("file");
  const [found] = await withTenant(deps.db, tenantId, (tx) =>
    tx
      .select({ content: bundleFiles.content })
      .from(hosts)
      .innerJoin(assignments, and(eq(assignments.tenantId, hosts.tenantId), eq(assignments.fleetId, hosts.fleetId)))
      .innerJoin(personaVersions, eq(personaVersions.id, assignments.personaVersionId))
      .innerJoin(bundleFiles, eq(bundleFiles.personaVersionId, personaVersions.id))
      .where(
        and(
          eq(hosts.tenantId, tenantId),
          eq(hosts.id, hostId),
          isNull(assignments.endedAt),
          eq(personaVersions.digest, digest),
          eq(bundleFiles.name, file),
          notExists(
            tx
              .select({ one: sql`1` })
              .from(versionNotices)
              .where(and(eq(versionNotices.personaVersionId, personaVersions.id), eq(versionNotices.kind, "revoked"))),
          ),
        ),
      ),
  );
  if (found === undefined) throw notFound("file");
  return found.content;
}
