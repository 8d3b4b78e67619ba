import { z } from "zod";
import { MOST_PUSH_FUTURE_MS } from "../push/pushed-signal.ts";
import { MOST_EVENTS, type EventItem, type EventRefusal, type EventRules, type ParsedEvents } from "./event-item.ts";

/** Name of an event, an experiment or a variant: one part of a signal's name. */
export const eventWordSchema = z
  .string()
  .max(32)
  .regex(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/, "must be snake_case");
const at = z.number().optional();

const itemSchema = z.union([
  z.strictObject({
    event: eventWordSchema,
    count: z.int().min(0).max(1_000_000).default(1),
    session: z.string().min(1).max(128).optional(),
    at,
  }),
  z.strictObject({
    experiment: eventWordSchema,
    variant: eventWordSchema,
    outcome: eventWordSchema.optional(),
    value: z.number(),
    at,
  }),
]);
type Item = z.infer<typeof itemSchema>;

const MESSAGES = {
  "item-invalid":
    'an item is { "event", "count"?, "session"?, "at"? } or { "experiment", "variant", "value", "outcome"?, "at"? }',
  "not-allowed": "the host's config does not list this name under `events`",
  "time-invalid": "`at` must be ms since 1970",
  "too-old": "it lies before the window",
  "too-new": "`at` is more than 10 s ahead of this host's clock",
} as const;

/** One JSON object, a JSON list of them, or one a line (NDJSON). Each item is judged alone. */
export function parseEvents(text: string, rules: EventRules): ParsedEvents {
  const given = rawItems(text);
  if (given === null)
    return { kind: "malformed", message: "The body must be a JSON object, a list of them, or one a line." };
  if (given.length > MOST_EVENTS)
    return { kind: "malformed", message: `A request carries at most ${MOST_EVENTS} items.` };
  const items: EventItem[] = [];
  const refused: EventRefusal[] = [];
  given.forEach((raw, index) => {
    const judged = judgeItem(raw, rules);
    if (typeof judged === "string") refused.push({ index, code: judged, message: MESSAGES[judged] });
    else items.push(judged);
  });
  return { kind: "parsed", items, refused };
}

function judgeItem(raw: unknown, rules: EventRules): EventItem | EventRefusal["code"] {
  const parsed = itemSchema.safeParse(raw);
  if (!parsed.success) return "item-invalid";
  const item = parsed.data;
  const time = item.at ?? rules.now;
  if (time > rules.now + MOST_PUSH_FUTURE_MS) return "too-new";
  if (time < rules.now - rules.windowMs) return "too-old";
  if (!isAllowed(item, rules)) return "not-allowed";
  const when = Math.min(time, rules.now);
  if ("event" in item)
    return { kind: "event", event: item.event, count: item.count, session: item.session ?? null, at: when };
  const { experiment, variant, outcome = null, value } = item;
  return { kind: "outcome", experiment, variant, outcome, value, at: when };
}

function isAllowed(item: Item, rules: EventRules): boolean {
  return "event" in item ? rules.events(item.event) : rules.experiments(item.experiment);
}

/** Null when nothing of it is JSON; a line that is none is an item that is invalid. */
function rawItems(text: string): readonly unknown[] | null {
  const whole = jsonOf(text);
  if (Array.isArray(whole)) return whole;
  if (whole !== undefined) return [whole];
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length < 2) return null;
  const items = lines.map(jsonOf);
  return items.every((item) => item === undefined) ? null : items;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
