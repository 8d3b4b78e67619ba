import { tables, withTenant } from "@fleet-persona/db";
import { and, eq, notExists, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { notFound } from "../hub-error.ts";
import type { HostKey } from "./host-key.ts";
import { runnableVersions } from "./runnable-versions.ts";

/** One file of a bundle that a host may run: it is in charge of its fleet, or an arm of its experiment; `not-found` for any other digest or file, and for a revoked one. */
export async function readBundleFile(
  deps: Deps,
  { tenantId, hostId, digest, file }: HostKey & { digest: string; file: string },
): Promise<Uint8Array> {
  const { bundleFiles, hosts, personaVersions, versionNotices } = tables;
  if (!/^[0-9a-f]{64}$/.test(digest) || !/^[a-z.]{1,64}$/.test(file)) throw notFound("file");
  const [found] = await withTenant(deps.db, tenantId, (tx) => {
    const runnable = runnableVersions(tx);
    return tx
      .select({ content: bundleFiles.content })
      .from(hosts)
      .innerJoin(runnable, and(eq(runnable.tenantId, hosts.tenantId), eq(runnable.fleetId, hosts.fleetId)))
      .innerJoin(personaVersions, eq(personaVersions.id, runnable.personaVersionId))
      .innerJoin(bundleFiles, eq(bundleFiles.personaVersionId, personaVersions.id))
      .where(
        and(
          eq(hosts.tenantId, tenantId),
          eq(hosts.id, hostId),
          eq(personaVersions.digest, digest),
          eq(bundleFiles.name, file),
          notExists(
            tx
              .select({ one: sql`1` })
              .from(versionNotices)
              .where(and(eq(versionNotices.personaVersionId, personaVersions.id), eq(versionNotices.kind, "revoked"))),
          ),
        ),
      );
  });
  if (found === undefined) throw notFound("file");
  return found.content;
}
