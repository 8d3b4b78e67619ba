import type { Manifest } from "@fleet-persona/persona";
import { HubError } from "../hub-error.ts";
import { hasPiledMarks, visibleText } from "../visible-text.ts";

/** Refuses a bundle whose own words hold what nobody sees or what turns the direction of text, with `text-unseen`: it is signed and cannot be cleaned. */
export function requireVisibleText({ name, summary, tags, changelog }: Manifest): void {
  const texts = [name, summary, ...tags, ...stringsIn(changelog)];
  const hidden = texts.find((text) => visibleLines(text) !== text.normalize("NFC") || hasPiledMarks(text));
  if (hidden === undefined) return;
  const message = `The bundle's words hold characters that nobody sees: “${visibleText(hidden).slice(0, 80)}”. Write them anew and sign again.`;
  throw new HubError("refused", message, "text-unseen");
}

// Kinds of spaces and line breaks deceive nobody.
function visibleLines(text: string): string {
  const kept = visibleText(text);
  const same = (one: string): string => one.replaceAll(/\s/gu, " ");
  return same(kept) === same(text.normalize("NFC")) ? text.normalize("NFC") : kept;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
