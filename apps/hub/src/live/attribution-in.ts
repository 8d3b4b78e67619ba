import type { Attribution } from "@fleet-persona/engine";
import { z } from "zod";

const attributionSchema = z.array(z.looseObject({ signal: z.string(), change: z.number(), toward: z.number() }));

/** What the record says each signal made of the recommendation, the strongest first; empty where it says nothing. */
export function attributionIn(decision: object): readonly Attribution[] {
  const parsed = attributionSchema.safeParse("attribution" in decision ? decision.attribution : []);
  return parsed.success ? parsed.data.toSorted((a, b) => b.change - a.change) : [];
}
