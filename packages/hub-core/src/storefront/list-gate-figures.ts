import { z } from "zod";
import { personaVersionIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { GateFigures } from "./listing-page.ts";
import { readGateFigures } from "./read-version-page.ts";

/** What the gate measured of each of these versions, in the order asked; empty for those without a report. */
export const listGateFigures = defineQuery({
  name: "listGateFigures",
  scope: "public",
  input: z.strictObject({ personaVersionIds: z.array(personaVersionIdSchema).max(20) }),
  run: ({ tx }, { personaVersionIds }): Promise<readonly (readonly GateFigures[])[]> =>
    Promise.all(personaVersionIds.map((id) => readGateFigures(tx, id))),
});
