import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { HubError } from "../hub-error.ts";
import type { ListingId } from "../ids.ts";
import { lineSchema, proseSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import { emitStoreEvent } from "../watching/emit-store-event.ts";
import { readAdvisories, severities } from "./advisory.ts";
import type { AdvisoryView } from "./advisory.ts";
import { overrideCooldowns } from "./override-cooldowns.ts";
import { lockOwnListing } from "./own-version.ts";
import { personaAddressSchema, versionNumberSchema } from "./version-state.ts";

const mostStanding = 100;

/**
 * Tells everybody who runs one of the affected versions what they should know. It stops nothing, but where the offer is affected a newer
 * version cools down no longer. Versions that do not exist are
 * `refused` with `version-unknown`; a fix must come after what it fixes (`fix-not-newer`).
 */
export const publishAdvisory = defineCommand({
  name: "publishAdvisory",
  scope: "admin",
  input: z.strictObject({
    personaId: personaAddressSchema,
    severity: z.enum(severities),
    title: lineSchema(140),
    body: proseSchema(8_000).default(""),
    affected: z
      .array(versionNumberSchema)
      .min(1)
      .max(1_000)
      .transform((versions) => [...new Set(versions)].toSorted((a, b) => a - b)),
    fixedIn: versionNumberSchema.nullable().default(null),
  }),
  run: async ({ tx, actor, now }, { personaId, ...said }): Promise<AdvisoryView> => {
    const { tenantId, userId } = actor;
    const listingId = await lockOwnListing(tx, tenantId, personaId);
    const named = said.fixedIn === null ? said.affected : [...said.affected, said.fixedIn];
    await requireVersions(tx, listingId, named);
    if (said.fixedIn !== null && said.affected.some((version) => version >= (said.fixedIn ?? 0)))
      throw new HubError(
        "refused",
        "The version that fixes it must come after all that are affected.",
        "fix-not-newer",
      );
    if ((await readAdvisories(tx, [listingId])).length >= mostStanding)
      throw new HubError("conflict", `A Persona holds at most ${mostStanding} advisories; withdraw one first.`);
    await overrideCooldowns(tx, { listingId, now }, said.affected);
    const [made] = await tx
      .insert(tables.advisories)
      .values({ ...said, tenantId, listingId, publishedBy: userId, publishedAt: now })
      .returning({ id: tables.advisories.id });
    const found = (await readAdvisories(tx, [listingId])).find(({ advisoryId }) => advisoryId === made?.id);
    if (found === undefined) throw new TypeError("An advisory that was just written cannot be missing.");
    await emitStoreEvent(tx, {
      kind: "advisory-published",
      listingId,
      ref: found.advisoryId,
      summary: inShort(found),
      at: now,
    });
    return found;
  },
  entityId: ({ advisoryId }) => advisoryId,
  details: ({ personaId, severity, title, affected, fixedIn }) => ({ personaId, severity, title, affected, fixedIn }),
});

function inShort({ severity, title, affected, fixedIn }: AdvisoryView): string {
  const last = affected.at(-1);
  const versions = affected.length === 1 ? `version ${last}` : `${affected.length} versions up to ${last}`;
  const fix = fixedIn === null ? "There is no fixed version yet." : `Fixed in version ${fixedIn}.`;
  return `${severity[0]?.toUpperCase()}${severity.slice(1)}: ${title.replace(/\.$/, "")}. Concerns ${versions}. ${fix}`;
}

async function requireVersions(tx: Tx, listingId: ListingId, versions: readonly number[]): Promise<void> {
  const { personaVersions } = tables;
  const rows = await tx
    .select({ version: personaVersions.version })
    .from(personaVersions)
    .where(and(eq(personaVersions.listingId, listingId), inArray(personaVersions.version, [...versions])));
  const known = new Set(rows.map(({ version }) => version));
  const unknown = versions.filter((version) => !known.has(version));
  if (unknown.length === 0) return;
  const message = `This Persona has no version ${unknown.slice(0, 5).join(", ")}.`;
  throw new HubError("refused", message, "version-unknown");
}
