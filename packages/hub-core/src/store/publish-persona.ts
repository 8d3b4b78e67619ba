import { z } from "zod";
import type { ListingId, PersonaVersionId } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";

export type PublishedPersona = {
  readonly listingId: ListingId;
  readonly personaVersionId: PersonaVersionId;
  readonly personaId: string;
  readonly version: number;
  readonly digest: string;
  readonly signedBy: readonly string[];
};

/**
 * Publishes and lists a signed bundle (file name → base64). The publisher named in the manifest must be the caller's tenant's.
 * A bundle that does not verify is `refused` with the bundle's own code in `detail`. The same bundle again is answered as before.
 */
export const publishPersona = defineCommand({
  name: "publishPersona",
  scope: "admin",
  input: z.strictObject({ files: z.record(z.string().max(64), z.base64()) }),
  run: async (): Promise<PublishedPersona> => pending("publishPersona"),
  entityId: (published) => published.personaVersionId,
  details: (_input, published) => ({ ...published }),
});
