import { slugSchema } from "@fleet-persona/hub-core";
import { z } from "zod";

/** A publisher in a path: `/{publisher}`. */
export const publisherParams = z.object({ publisher: slugSchema.meta({ description: "who signs" }) });

/** A Persona in a path: `/{publisher}/{name}`. */
export const personaParams = z.object({
  publisher: slugSchema.meta({ description: "who signs it" }),
  name: z.string().min(1).max(96).meta({ description: "what it is called there" }),
});

/** A version of it: `/{publisher}/{name}/versions/{version}`. */
export const versionParams = personaParams.extend({
  version: z.int().min(1).max(2_147_483_647).meta({ description: "its number" }),
});
