import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { isTimeZone } from "@fleet-persona/fleet-config";
import type { Campaign } from "@fleet-persona/signals";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { lockFleet } from "../fleets/require-fleet.ts";
import { HubError } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import type { FleetId, TenantId, UserId } from "../ids.ts";
import { isStorableJson } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import { readCalendar } from "./calendar-events.ts";
import type { CalendarEvent } from "./calendar-events.ts";
import type { CampaignImport } from "./campaign.ts";
import { countCampaignsAhead, mostCampaigns, readCampaigns } from "./read-campaigns.ts";
import { tellContext } from "./tell-context.ts";

// Beyond this a repeating event is imported again some day.
const horizonMs = 366 * 86_400_000;

/**
 * Takes the events of a calendar (RFC 5545 text) as campaigns; times that name no zone are in `timeZone`. What is not understood is
 * refused event by event and the others are kept. An event of the same UID replaces what was imported of it before.
 */
export const importCampaigns = defineCommand({
  name: "importCampaigns",
  scope: "operator",
  input: z.strictObject({
    fleetId: fleetIdSchema,
    ics: z.string().min(1).max(1_048_576),
    timeZone: z.string().min(1).max(64).refine(isTimeZone, "no such time zone").default("UTC"),
  }),
  run: async ({ tx, actor, now }, { fleetId, ics, timeZone }): Promise<CampaignImport> => {
    const { tenantId, userId } = actor;
    await lockFleet(tx, tenantId, fleetId);
    const calendar = readCalendar(ics, { from: now.getTime(), to: now.getTime() + horizonMs, timeZone });
    if (calendar.kind === "malformed") throw new HubError("invalid-input", `ics: ${calendar.message}`, "ics");
    const importing = { tenantId, fleetId, userId, now };
    const outcomes: Outcome[] = [];
    for (const event of calendar.events) outcomes.push(await take(tx, importing, event));
    await tellContext(tx, tenantId, fleetId);
    return {
      added: outcomes.filter(({ kind }) => kind === "added").length,
      updated: outcomes.filter(({ kind }) => kind === "updated").length,
      campaigns: await readCampaigns(tx, importing),
      refusals: outcomes.flatMap((outcome) => (outcome.kind === "refused" ? [outcome.refusal] : [])),
    };
  },
  entityId: (_, { fleetId }) => fleetId,
  details: ({ fleetId }, { added, updated, refusals }) => ({ fleetId, added, updated, refused: refusals.length }),
});

type Importing = {
  readonly tenantId: TenantId;
  readonly fleetId: FleetId;
  readonly userId: UserId;
  readonly now: Date;
};
type Outcome =
  | { readonly kind: "added" | "updated" | "unchanged" }
  | { readonly kind: "refused"; readonly refusal: CampaignImport["refusals"][number] };

async function take(tx: Tx, importing: Importing, event: CalendarEvent): Promise<Outcome> {
  const { tenantId, fleetId, userId, now } = importing;
  const { uid, refusal } = event;
  const refuse = (message: string): Outcome => ({
    kind: "refused",
    refusal: { event: event.name.slice(0, 80), message },
  });
  if (refusal !== null) return refuse(refusal);
  const wanted = event.campaigns.map((campaign) => ({ ...campaign, name: cleanName(campaign) }));
  if (!isStorableJson([uid, wanted])) return refuse("Its text cannot be stored.");
  const { campaigns } = tables;
  const mine = and(eq(campaigns.tenantId, tenantId), eq(campaigns.fleetId, fleetId), eq(campaigns.uid, uid));
  const known = await tx.select().from(campaigns).where(mine);
  if (known.length === 0 && wanted.length === 0) return refuse("It is over, or further away than a year.");
  if (sameOccurrences(known, wanted)) return { kind: "unchanged" };
  if ((await countCampaignsAhead(tx, importing)) - known.length + wanted.length > mostCampaigns)
    return refuse(`A fleet has at most ${mostCampaigns} campaigns ahead.`);
  await tx.delete(campaigns).where(mine);
  const added = { tenantId, fleetId, uid, addedBy: userId, addedAt: now };
  if (wanted.length > 0) {
    await tx.insert(campaigns).values(
      wanted.map(({ name, startsAt, endsAt, weight }) => ({
        ...added,
        name,
        startsAt: new Date(startsAt),
        endsAt: new Date(endsAt),
        weight,
      })),
    );
  }
  return { kind: known.length === 0 ? "added" : "updated" };
}

function cleanName({ name }: Campaign): string {
  const line = name
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 80)
    .trim();
  return line === "" ? "unnamed" : line;
}

type Row = typeof tables.campaigns.$inferSelect;

function sameOccurrences(known: readonly Row[], wanted: readonly Campaign[]): boolean {
  const key = (name: string, startsAt: number, endsAt: number, weight: number): string =>
    JSON.stringify([startsAt, endsAt, weight, name]);
  const before = new Set(known.map((row) => key(row.name, row.startsAt.getTime(), row.endsAt.getTime(), row.weight)));
  const after = wanted.map(({ name, startsAt, endsAt, weight }) => key(name, startsAt, endsAt, weight));
  return before.size === after.length && after.every((occurrence) => before.has(occurrence));
}
