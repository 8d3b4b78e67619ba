import type { HostId, TenantId } from "../ids.ts";

/** The address of a host. Always from the authenticated session, never from a frame. */
export type HostKey = { readonly tenantId: TenantId; readonly hostId: HostId };
