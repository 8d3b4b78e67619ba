import { base64 } from "@scure/base";
import { z } from "zod";
import { canonicalBytes, parseCanonical } from "../canonical.ts";

/** Largest chain anyone serves or reads, bytes. */
export const KEYRING_CHAIN_LIMIT = 4 * 1024 * 1024;

const chainSchema = z.strictObject({ keyrings: z.array(z.base64()).min(1).max(1_000) });

/** The file that carries every keyring of a publisher (envelopes, oldest first): the same chain, the same bytes. */
export function encodeKeyringChain(envelopes: readonly Uint8Array[]): Uint8Array {
  return canonicalBytes({ keyrings: envelopes.map((envelope) => base64.encode(envelope)) });
}

/** The envelopes of such a file, or undefined when it is not one. */
export function decodeKeyringChain(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const parsed = chainSchema.safeParse(parseCanonical(bytes));
  if (!parsed.success) return undefined;
  try {
    return parsed.data.keyrings.map((text) => base64.decode(text));
  } catch {
    return undefined;
  }
}
