import { z } from "zod";

/**
 * What a token may be used for: reading fleets, changing them, pushing figures as any source, evaluating on the workers, running
 * experiments, publishing, or
 * speaking of the tenant's own Personas as their publisher.
 */
export const apiScopeSchema = z.enum([
  "fleet:read",
  "fleet:write",
  "signals:write",
  "rollouts:run",
  "experiments:run",
  "personas:publish",
  "personas:write",
]);
/** Every scope there is. */
export const apiScopes = apiScopeSchema.options;
export type ApiScope = z.output<typeof apiScopeSchema>;

/** A token for programs, acting for the person who made it. */
export type ApiTokenView = {
  readonly tokenId: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  /** The email address of who made it. */
  readonly createdBy: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly lastUsedAt: number | null;
  readonly state: "good" | "expired" | "revoked";
};

/** `token` is shown once; only its hash is kept. */
export type CreatedApiToken = ApiTokenView & { readonly token: string };

export const apiTokenPrefix = "fpk";
