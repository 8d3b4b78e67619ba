import type { VariationCampaignView } from "@fleet-persona/hub-core";

export const weekDays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type WeekDay = (typeof weekDays)[number];

/** A time of the week in which a campaign begins nothing; without a day there is none. */
export type FreezeDraft = { readonly days: readonly WeekDay[]; readonly from: string; readonly until: string };

export const noFreeze: FreezeDraft = { days: [], from: "18:00", until: "24:00" };

/** As the hub takes it, in the reader's zone. */
export function freezesOf({ days, from, until }: FreezeDraft, timeZone: string): VariationCampaignView["freezes"] {
  if (days.length === 0) return [];
  const name = `${days.join(", ")} ${from} to ${until}`;
  const inOrder = weekDays.filter((day) => days.includes(day));
  return [{ name, weekly: { days: inOrder, from, until, time_zone: timeZone } }];
}
