import type { FacetName as AnyFacet, GateGrade, Price } from "@fleet-persona/hub-core";
import { gradeWords } from "../grade-words.ts";

/** What a facet is called above its values. */
export const facetTitles: Readonly<Record<AnyFacet, string>> = {
  grades: "Gate",
  prices: "Price",
  targets: "Runs on",
  signals: "Needs the signal",
  attributes: "Moves",
  licences: "Licence",
  verified: "Seller",
};

const priceKinds: Readonly<Record<Price["kind"], string>> = {
  free: "Free",
  "one-off": "Paid once",
  subscription: "Subscription",
  "per-agent": "Per agent",
};

/** What a value is called: a word for what the hub names, the name itself for what authors name. */
export function facetValueWords(name: AnyFacet, value: string): string {
  if (name === "grades") return gradeWords[value as GateGrade]?.word ?? value;
  if (name === "prices") return priceKinds[value as Price["kind"]] ?? value;
  return name === "verified" ? "Verified domain" : value;
}

/** Whether a value is a name that machines read. */
export function isCode(name: AnyFacet): boolean {
  return name === "signals" || name === "attributes" || name === "targets";
}
