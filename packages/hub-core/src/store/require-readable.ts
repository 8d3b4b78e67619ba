import type { VerifiedPersona } from "@fleet-persona/persona";
import { HubError } from "../hub-error.ts";

// Every reader of the store gets the card, and every row of its results is made from the evidence.
const cardLimit = 128 * 1024;
const evidenceLimit = 4 * 1024 * 1024;

/** What people are to read must be of a size that can be read: `refused` with `card-too-large` or `evidence-too-large`. */
export function requireReadable({ manifest }: VerifiedPersona): void {
  const bytesOf = (name: string): number => manifest.files.find((file) => file.name === name)?.bytes ?? 0;
  if (bytesOf("card.md") > cardLimit)
    throw new HubError("refused", `card.md may weigh ${cardLimit / 1024} KiB at most.`, "card-too-large");
  if (bytesOf("evidence.json") > evidenceLimit)
    throw new HubError(
      "refused",
      `evidence.json may weigh ${evidenceLimit / 1_048_576} MiB at most.`,
      "evidence-too-large",
    );
}
