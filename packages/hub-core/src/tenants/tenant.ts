import type { Role } from "../actor.ts";
import type { TenantId } from "../ids.ts";

/** A tenant as one of its members sees it. Instants are ms since the epoch everywhere in this package. */
export type TenantView = {
  readonly tenantId: TenantId;
  readonly name: string;
  readonly slug: string;
  readonly role: Role;
  readonly createdAt: number;
};
