import { judge, MOST_PUSHED, pushRefusal, type ParsedPush, type PushRefusal, type PushRules } from "./pushed-signal.ts";

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** One line such as `conversion_rate=0.031 revenue_rate=12.4`: pairs apart by blanks, newlines or `&`, all of them from now. */
export function parsePushLine(text: string, rules: PushRules): ParsedPush {
  const words = text.split(/[\s&]+/).filter((word) => word !== "");
  if (words.length === 0) return { kind: "malformed", message: "There is no name=value in the body." };
  if (words.length > MOST_PUSHED) return tooMany();
  const refused: PushRefusal[] = [];
  const candidates = words.flatMap((word) => {
    const equals = word.indexOf("=");
    if (equals < 1) {
      refused.push(pushRefusal(word, "not-a-pair"));
      return [];
    }
    const value = word.slice(equals + 1);
    return [{ name: word.slice(0, equals), value: DECIMAL.test(value) ? Number(value) : undefined, at: undefined }];
  });
  const judged = judge(candidates, rules);
  return { kind: "parsed", accepted: judged.accepted, refused: [...refused, ...judged.refused] };
}

/** `{ "signals": { name: value, name: { "value": value, "at": ms } } }` and nothing else. */
export function parsePushJson(text: string, rules: PushRules): ParsedPush {
  const body = recordOf(jsonOf(text));
  const signals = recordOf(body?.["signals"]);
  if (body === null || signals === null || Object.keys(body).length !== 1)
    return { kind: "malformed", message: 'The body must be { "signals": { "name": value } } and nothing else.' };
  const entries = Object.entries(signals);
  if (entries.length > MOST_PUSHED) return tooMany();
  const candidates = entries.map(([name, given]) => {
    const record = recordOf(given);
    if (record === null) return { name, value: given, at: undefined };
    const strange = Object.keys(record).some((key) => key !== "value" && key !== "at");
    return { name, value: strange ? undefined : record["value"], at: record["at"] };
  });
  return { kind: "parsed", ...judge(candidates, rules) };
}

function tooMany(): ParsedPush {
  return { kind: "malformed", message: `A push carries at most ${MOST_PUSHED} signals: send several.` };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}
