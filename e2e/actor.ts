import { authStore, execute, listMyTenants, resolveActor, type Actor } from "@fleet-persona/hub-core";
import { addresses, type Person } from "./people.ts";
import type { Product } from "./product.ts";

/** What the hub takes somebody for who has signed in before, in the first tenant that is theirs. */
export async function actorOf({ stack }: Product, who: Person): Promise<Actor> {
  const { deps } = stack.services;
  const user = await authStore(deps).getUserByEmail(addresses[who]);
  if (user === null) throw new TypeError(`${addresses[who]} has not signed in yet.`);
  const userId = user.id as Actor["userId"];
  const [tenant] = await execute(deps, { userId }, listMyTenants, {});
  if (tenant === undefined) throw new TypeError(`${addresses[who]} has no tenant.`);
  return resolveActor(deps, { userId, tenantId: tenant.tenantId });
}
