import { z } from "zod";
import { slugSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";

/** A publisher and the keys its Personas may be signed with. */
export type PublisherView = {
  readonly publisherId: string;
  readonly slug: string;
  readonly displayName: string;
  readonly fingerprints: readonly string[];
  readonly createdAt: number;
};

/**
 * Registers a publisher of the caller's tenant with its first key (base64, 32 bytes of Ed25519). Repeating it with the same slug
 * and key by the same tenant changes nothing; a slug or key that is somebody else's is a `conflict`.
 */
export const registerPublisher = defineCommand({
  name: "registerPublisher",
  scope: "admin",
  input: z.strictObject({ slug: slugSchema, displayName: z.string().trim().min(1).max(80), publicKey: z.base64() }),
  run: async (): Promise<PublisherView> => pending("registerPublisher"),
  entityId: (publisher) => publisher.publisherId,
});
