import { shownNumber } from "../../ui/figures.ts";
import { durationPhrase } from "../duration-words.ts";

const needed: Readonly<Record<string, string>> = {
  name: "Give it a name that says what you try.",
  title: "Give the arm a name.",
  personaVersionId: "Choose a version.",
};

const ends: Readonly<Record<string, string>> = {
  "<=": "At most",
  ">=": "At least",
  "<": "Less than",
  ">": "More than",
};

/** What is wrong with a field, from the schema's own words, in the unit the field is typed in. */
export function faultWords(field: string, message: string): string {
  const last = field.split(".").at(-1) ?? "";
  const own = needed[last];
  if (own !== undefined && /too small|invalid/i.test(message)) return own;
  if (/received undefined/.test(message)) return "Give both, or neither.";
  if (/NaN/.test(message)) return "Type a number.";
  const [, sign = "", limit = ""] = /expected (?:number|int) to be ([<>]=?)(-?[\d.]+)/.exec(message) ?? [];
  if (sign !== "") return `${ends[sign]} ${limitIn(last, Number(limit))}.`;
  return `${message.slice(0, 1).toUpperCase()}${message.slice(1)}`;
}

function limitIn(field: string, limit: number): string {
  if (field === "alpha" || field === "power" || field === "minimumEffect") return `${shownNumber(limit * 100)} %`;
  if (/^[a-z]+S$/.test(field) || field === "blockS" || field === "washOutS") return durationPhrase(limit);
  return shownNumber(limit);
}
