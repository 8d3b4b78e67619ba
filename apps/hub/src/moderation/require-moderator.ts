import { mayModerate } from "@fleet-persona/hub-core";
import { notFound } from "next/navigation";
import { ask } from "../trpc/ask.ts";

/** The desk exists for moderators alone; to others it is a page that is not there. */
export async function requireModerator(): Promise<void> {
  if (!(await ask(mayModerate, {}))) notFound();
}
