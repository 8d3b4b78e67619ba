import type { Campaign } from "./campaigns.ts";
import { icsText, parseIcs, type IcsComponent, type IcsProperty } from "./ics-lines.ts";
import { icsDuration, icsMoment, icsTime, type IcsTime, type IcsZones } from "./ics-time.ts";
import { occurrences, parseRecurrence } from "./recurrence.ts";
import { intlZoneOffsets, type ZoneOffsets } from "./zoned-time.ts";

/** Campaigns of a calendar, and one sentence for each event that was left out. */
export type ParsedCampaigns =
  | { readonly kind: "parsed"; readonly campaigns: readonly Campaign[]; readonly refused: readonly string[] }
  | { readonly kind: "malformed"; readonly message: string };

export type CampaignSpan = {
  /** Occurrences that have not ended at `from` and begin by `to` are given, ms since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Zone of times that name none. */
  readonly timeZone: string;
  /** Where offsets come from; absent: the language's own tables. */
  readonly zoneOffsets?: ZoneOffsets;
};

const DAY_MS = 86_400_000;
const MOST_EVENTS = 2_000;
const MOST_CAMPAIGNS = 10_000;
const LONGEST_NAME = 120;
/** What a calendar may say about an event's weight in [0, 1]; without it the weight is 1. */
const WEIGHT_PROPERTY = "X-CAMPAIGN-WEIGHT";

/**
 * Campaigns out of an iCalendar text (RFC 5545): events with an end or a duration, whole days, IANA zones, daily and weekly
 * repetition with EXDATE. Everything else is refused event by event, in a sentence: half a calendar read silently
 * would look like a quiet week.
 */
export function parseCampaigns(text: string, span: CampaignSpan): ParsedCampaigns {
  const components = parseIcs(text);
  const calendars = components?.filter(({ name }) => name === "VCALENDAR") ?? [];
  if (components === null || calendars.length === 0)
    return { kind: "malformed", message: "The text is no iCalendar (BEGIN:VCALENDAR … END:VCALENDAR)." };
  const events = calendars.flatMap((calendar) => calendar.components).filter(({ name }) => name === "VEVENT");
  if (events.length > MOST_EVENTS)
    return { kind: "malformed", message: `The calendar has more than ${MOST_EVENTS} events: split it.` };
  const campaigns: Campaign[] = [];
  const refused: string[] = [];
  for (const event of events) {
    const read = readEvent(event, span);
    if (typeof read === "string") refused.push(`"${nameOf(event)}" was left out: ${read}.`);
    else campaigns.push(...read);
    if (campaigns.length > MOST_CAMPAIGNS)
      return { kind: "malformed", message: `The calendar has more than ${MOST_CAMPAIGNS} occurrences: shorten it.` };
  }
  return { kind: "parsed", campaigns: campaigns.toSorted((a, b) => a.startsAt - b.startsAt), refused };
}

/** The occurrences of one event within the span, or why it is left out. */
function readEvent(event: IcsComponent, span: CampaignSpan): readonly Campaign[] | string {
  const property = (name: string) => event.properties.find((one) => one.name === name);
  if (property("STATUS")?.value.trim().toUpperCase() === "CANCELLED") return [];
  if (property("RECURRENCE-ID") !== undefined)
    return "it changes one occurrence of another event, which is not understood";
  if (property("RDATE") !== undefined || property("EXRULE") !== undefined) return "RDATE and EXRULE are not understood";
  if (event.properties.filter(({ name }) => name === "RRULE").length > 1) return "it has more than one RRULE";
  const weight = weightOf(property(WEIGHT_PROPERTY));
  if (weight === null) return `${WEIGHT_PROPERTY} is no number from 0 to 1`;
  const zones: IcsZones = { floating: span.timeZone, offsets: span.zoneOffsets ?? intlZoneOffsets };
  const begins = property("DTSTART");
  const start = begins === undefined ? "it has no DTSTART" : icsTime(begins.value, begins, zones);
  if (typeof start === "string") return start;
  const length = lengthOf(event, start, zones);
  if (typeof length === "string") return length;
  const excluded = excludedOf(event, zones);
  if (typeof excluded === "string") return excluded;
  const walls = wallsOf(property("RRULE"), start, length, span, zones);
  if (typeof walls === "string") return walls;
  const name = nameOf(event);
  return walls
    .map((wall) => campaignAt(name, weight, { ...start, wall }, length, zones))
    .filter(({ startsAt, endsAt }) => endsAt > span.from && startsAt <= span.to && !excluded.has(startsAt));
}

function wallsOf(
  rule: IcsProperty | undefined,
  start: IcsTime,
  length: Length,
  { from, to }: CampaignSpan,
  { offsets }: IcsZones,
): readonly number[] | string {
  if (rule === undefined) return [start.wall];
  const recurrence = parseRecurrence(rule.value, start, offsets);
  // One that began before the span may still run in it; a day covers the change of clocks.
  return typeof recurrence === "string"
    ? recurrence
    : occurrences(start, recurrence, { from: from - length.ms - DAY_MS, to }, offsets);
}

/** Days are counted on the wall clock (a day may have 23 hours), anything else in time that passes. */
type Length = { readonly ms: number; readonly wall: boolean };

function lengthOf(event: IcsComponent, start: IcsTime, zones: IcsZones): Length | string {
  const ends = event.properties.find(({ name }) => name === "DTEND");
  const lasts = event.properties.find(({ name }) => name === "DURATION");
  if (ends !== undefined) {
    const end = icsTime(ends.value, ends, zones);
    if (typeof end === "string") return end;
    const ms = start.allDay ? end.wall - start.wall : icsMoment(end, zones) - icsMoment(start, zones);
    return ms > 0 ? { ms, wall: start.allDay } : "it ends before it begins";
  }
  if (lasts !== undefined) {
    const ms = icsDuration(lasts.value);
    return ms === null || ms === 0 ? "its DURATION is none" : { ms, wall: start.allDay };
  }
  // RFC 5545 3.6.1: a date without an end is that day, a time without an end takes no time.
  return start.allDay ? { ms: DAY_MS, wall: true } : "it has neither DTEND nor DURATION";
}

function campaignAt(name: string, weight: number, start: IcsTime, length: Length, zones: IcsZones): Campaign {
  const startsAt = icsMoment(start, zones);
  const endsAt = length.wall ? icsMoment({ ...start, wall: start.wall + length.ms }, zones) : startsAt + length.ms;
  return { name, startsAt, endsAt, weight };
}

function excludedOf(event: IcsComponent, zones: IcsZones): ReadonlySet<number> | string {
  const moments = new Set<number>();
  for (const property of event.properties.filter(({ name }) => name === "EXDATE")) {
    for (const value of property.value.split(",")) {
      const time = icsTime(value, property, zones);
      if (typeof time === "string") return time;
      moments.add(icsMoment(time, zones));
    }
  }
  return moments;
}

function weightOf(property: IcsProperty | undefined): number | null {
  if (property === undefined) return 1;
  const weight = Number(property.value);
  return property.value.trim() !== "" && weight >= 0 && weight <= 1 ? weight : null;
}

function nameOf(event: IcsComponent): string {
  const summary =
    event.properties.find(({ name }) => name === "SUMMARY") ?? event.properties.find(({ name }) => name === "UID");
  return icsText(summary?.value ?? "unnamed").slice(0, LONGEST_NAME);
}
