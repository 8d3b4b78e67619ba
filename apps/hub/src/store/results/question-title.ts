import { intentOf } from "@fleet-persona/hub-core";
import type { StoreQuery } from "../store-query.ts";

/** What a page of results is called. */
export function questionTitle({ q, intent, publisher }: StoreQuery): string {
  if (q !== "") return `Personas for “${q}”`;
  if (intent !== null) return intentOf(intent).title;
  return publisher === null ? "Personas" : `Personas by ${publisher}`;
}
