import type { Phase } from "./intent.ts";

/** Something planned that brings people. Reaches policies as `campaign_active` and `campaign_starts_in`. */
export type CampaignView = {
  readonly campaignId: string;
  /** The event's own name in the calendar it was imported from; null when it was typed in. */
  readonly uid: string | null;
  readonly name: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly weight: number;
  readonly phase: Phase;
  /** The email address of who added it. */
  readonly addedBy: string;
  readonly addedAt: number;
};

/** What became of a calendar: the events that were kept, and why others were not. */
export type CampaignImport = {
  readonly added: number;
  readonly updated: number;
  readonly campaigns: readonly CampaignView[];
  /** `event` names the event as the calendar does. */
  readonly refusals: readonly { readonly event: string; readonly message: string }[];
};
