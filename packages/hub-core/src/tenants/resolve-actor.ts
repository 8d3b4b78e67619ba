import type { Actor } from "../actor.ts";
import type { Deps } from "../deps.ts";
import { pending } from "../use-case/pending.ts";

/** The actor for a signed-in user in a tenant; `not-found` when they are no member or either id is no UUID. */
export async function resolveActor(_deps: Deps, _ids: { userId: string; tenantId: string }): Promise<Actor> {
  return pending("resolveActor");
}
