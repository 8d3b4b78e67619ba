import { z } from "zod";
import { atLeast } from "./fields.ts";

/** The settings of an algorithm that are numbers, or yes and no, under their own names; each may be left out. */
export function overridesOf<Settings extends object>(defaults: Settings): z.ZodType<Partial<Settings>> {
  const fields: Record<string, z.ZodType> = {};
  for (const [name, value] of Object.entries(defaults) as readonly (readonly [string, unknown])[]) {
    if (typeof value === "boolean") fields[name] = z.boolean().exactOptional();
    if (typeof value === "number" || value === null) fields[name] = atLeast(0).exactOptional();
  }
  // The defaults' own names and kinds are the settings' own.
  return z.strictObject(fields).default({}) as unknown as z.ZodType<Partial<Settings>>;
}
