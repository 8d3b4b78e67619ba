import postgres from "postgres";
import type { HostKey } from "../agents/host-key.ts";
import type { PersonaVersionId } from "../ids.ts";
import type { TestHub } from "./test-hub.fixture.ts";

/** Lets a host have run a version for so long up to now: as the owner, because nobody else can write usage. */
export async function runFor(
  { database }: Pick<TestHub, "database">,
  { tenantId, hostId }: HostKey,
  { personaVersionId }: { readonly personaVersionId: PersonaVersionId },
  seconds: number,
): Promise<void> {
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`
      insert into persona_usage (tenant_id, host_id, persona_version_id, listing_id, fleet_id, first_at, last_at, seconds)
      select h.tenant_id, h.id, v.id, v.listing_id, h.fleet_id, now() - make_interval(secs => ${seconds + 1}), now(), ${seconds}
      from hosts h join persona_versions v on v.id = ${personaVersionId}
      where h.tenant_id = ${tenantId} and h.id = ${hostId}
      on conflict (tenant_id, host_id, persona_version_id) do update
        set first_at = excluded.first_at, last_at = excluded.last_at, seconds = excluded.seconds`;
  } finally {
    await sql.end();
  }
}
