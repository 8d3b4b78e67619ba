import { parseCampaigns } from "@fleet-persona/signals";
import type { Campaign } from "@fleet-persona/signals";

/** One event of a calendar: its occurrences within the span, or why it is left out. */
export type CalendarEvent = {
  /** Its own name in the calendar; made of what it says when it has none. */
  readonly uid: string;
  readonly name: string;
  readonly campaigns: readonly Campaign[];
  readonly refusal: string | null;
};

/** What a calendar says, event by event, so that one that is not understood does not take the others with it. */
export type Calendar =
  | { readonly kind: "events"; readonly events: readonly CalendarEvent[] }
  | { readonly kind: "malformed"; readonly message: string };

type Span = Parameters<typeof parseCampaigns>[1];

/** Reads an iCalendar text; occurrences that are over at `from` or begin after `to` are left out. */
export function readCalendar(text: string, span: Span): Calendar {
  const whole = parseCampaigns(text, span);
  if (whole.kind === "malformed") return whole;
  const unfolded = text.replaceAll(/\r?\n[ \t]/g, "");
  const blocks = unfolded.match(/^BEGIN:VEVENT[ \t]*\r?$[\s\S]*?^END:VEVENT[ \t]*\r?$/gim) ?? [];
  return { kind: "events", events: blocks.map((block) => readEvent(block, span)) };
}

function readEvent(block: string, span: Span): CalendarEvent {
  const name = lineOf(block, "SUMMARY") ?? "unnamed";
  const uid = lineOf(block, "UID") ?? `${name} ${lineOf(block, "DTSTART") ?? ""}`;
  const parsed = parseCampaigns(`BEGIN:VCALENDAR\r\n${block.trim()}\r\nEND:VCALENDAR\r\n`, span);
  if (parsed.kind === "malformed") return { uid, name, campaigns: [], refusal: parsed.message };
  return { uid: uid.slice(0, 255), name, campaigns: parsed.campaigns, refusal: parsed.refused[0] ?? null };
}

// Of the event itself: an alarm inside it may have properties of the same names.
function lineOf(block: string, property: string): string | null {
  const own = block.split(/^BEGIN:VALARM/im)[0] ?? block;
  const value = new RegExp(`^${property}(?:;[^:\r\n]*)?:(.*)$`, "im").exec(own)?.[1]?.trim();
  return value === undefined || value === "" ? null : value;
}
