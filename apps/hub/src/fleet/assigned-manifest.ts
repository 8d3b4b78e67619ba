import { getListing } from "@fleet-persona/hub-core";
import type { AssignmentView, ListingDetail } from "@fleet-persona/hub-core";
import { ask } from "../trpc/ask.ts";

/** The manifest behind an assignment, as its listing shows it. */
export async function assignedManifest(assignment: AssignmentView | null): Promise<ListingDetail["manifest"] | null> {
  const [publisher, name] = assignment?.personaId.split("/") ?? [];
  if (publisher === undefined || name === undefined) return null;
  return (await ask(getListing, { publisher, name })).manifest;
}
