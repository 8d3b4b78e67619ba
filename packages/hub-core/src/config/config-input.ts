import { fleetConfigSchema } from "@fleet-persona/fleet-config";
import { isStorableJson } from "../text.ts";

/** A state document as it comes in; what jsonb could not keep is refused here. */
export const configInputSchema = fleetConfigSchema.refine((config) => isStorableJson(config), "cannot be stored");
