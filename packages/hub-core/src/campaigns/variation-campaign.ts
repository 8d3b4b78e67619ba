import { campaignCharterSchema, campaignProgressSchema } from "@fleet-persona/experiments";
import type {
  CampaignCharter,
  CampaignProgress,
  ExperimentStatus,
  Metric,
  Tried,
  Variation,
} from "@fleet-persona/experiments";
import { freezeSchema } from "@fleet-persona/fleet-config";
import { z } from "zod";
import type { FleetId, TenantId } from "../ids.ts";

export const variationCampaignIdSchema = z.uuid().brand<"VariationCampaignId">();
export type VariationCampaignId = z.output<typeof variationCampaignIdSchema>;

/** Which campaign of whom. */
export type VariationCampaignKey = { readonly tenantId: TenantId; readonly campaignId: VariationCampaignId };

/** A charter as it is kept: what the campaign may do, and when it begins nothing beside the fleet's own freezes. */
export const keptCharterSchema = z.strictObject({
  charter: campaignCharterSchema,
  freezes: z.array(freezeSchema).max(32).default([]),
  seed: z.int().min(0),
});
export type KeptCharter = z.output<typeof keptCharterSchema>;

/** A campaign as it is kept, with its parts parsed. */
export type CampaignRecord = VariationCampaignKey &
  KeptCharter & {
    readonly fleetId: FleetId;
    readonly status: "open" | "paused" | "ended";
    readonly progress: CampaignProgress;
    readonly openedBy: string;
    readonly openedAt: Date;
  };

export const progressSchema = campaignProgressSchema;

/** A campaign as a list shows it. Instants are ms since 1970. */
export type VariationCampaignListItem = {
  readonly campaignId: VariationCampaignId;
  readonly name: string;
  readonly fleetId: FleetId;
  readonly fleetName: string;
  readonly fleetSlug: string;
  readonly status: "open" | "paused" | "ended";
  /** What it does now or came to, in a sentence. */
  readonly sentence: string;
  readonly goal: Pick<Metric, "name" | "title" | "unit" | "better">;
  readonly rounds: number;
  readonly winners: number;
  /** The effects of its winners added up, as a share, positive = better; 0 before one won. */
  readonly gained: number;
  readonly budget: {
    readonly hours: number;
    readonly spentHours: number;
    readonly experiments: number;
    readonly percent: number;
  };
  readonly openedAt: number;
  readonly endsAt: number;
  readonly endedAt: number | null;
};

export type VariationCampaignStepView = {
  readonly at: number;
  readonly code: string;
  readonly sentence: string;
  readonly experimentId: string | null;
  /** The email address of who did it; null: it happened by itself. */
  readonly by: string | null;
};

/** One campaign with everything its page shows. */
export type VariationCampaignView = VariationCampaignListItem & {
  readonly charter: CampaignCharter;
  readonly freezes: KeptCharter["freezes"];
  readonly openedBy: string;
  readonly control: CampaignProgress["control"];
  readonly waiting: CampaignProgress["waiting"];
  readonly current: {
    readonly round: number;
    readonly since: number;
    readonly variations: readonly Variation[];
    readonly experiment: {
      readonly experimentId: string;
      readonly name: string;
      readonly status: ExperimentStatus;
    } | null;
  } | null;
  /** In the order in which they were tried. */
  readonly tried: readonly Tried[];
  /** Newest first, at most 200. */
  readonly steps: readonly VariationCampaignStepView[];
};
