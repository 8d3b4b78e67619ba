import type { VariationCampaignListItem } from "@fleet-persona/hub-core";
import { shownNumber } from "../ui/figures.ts";
import type { Tone } from "../ui/tone.ts";

type Status = VariationCampaignListItem["status"];

/** What a campaign's state is called, and what it means. */
export const campaignStates: Record<Status, { readonly word: string; readonly tone: Tone; readonly meaning: string }> =
  {
    open: { word: "Open", tone: "accent", meaning: "It proposes, tries and moves on by itself." },
    paused: { word: "Paused", tone: "warn", meaning: "It begins nothing until somebody lets it go on." },
    ended: { word: "Over", tone: "neutral", meaning: "It tries nothing any more; what it adopted stays." },
  };

/** "+12 %", "−3.4 %", "0 %": a share as a gain, positive = better. */
export function gainFigure(share: number): string {
  const percent = share * 100;
  const tidy = Math.abs(percent) >= 10 ? Math.round(percent) : Number(percent.toPrecision(2));
  return `${tidy > 0 ? "+" : ""}${shownNumber(tidy)} %`;
}

/** "−3 % to +8 %". */
export function gainInterval({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${gainFigure(low)} to ${gainFigure(high)}`;
}

/** The line of a campaign's list: what it gained, or that it has not yet. */
export function gainedPhrase({ winners, gained }: Pick<VariationCampaignListItem, "winners" | "gained">): string {
  if (winners === 0) return "no winner yet";
  return `${gainFigure(gained)} by ${winners} ${winners === 1 ? "winner" : "winners"}`;
}
