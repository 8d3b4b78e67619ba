import { tables, withoutTenant } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { takeRateToken } from "../rate-limit.ts";
import { tokenHash } from "../secret-token.ts";
import type { AuthStore } from "./auth-store.ts";
import { normalEmail } from "./auth-user.ts";

type VerificationTokenStore = Pick<AuthStore, "createVerificationToken" | "useVerificationToken">;

const signInLinks = { limit: 20, windowSeconds: 900 };

/** The secrets in magic links, by their hash. */
export function verificationTokenStore(deps: Deps): VerificationTokenStore {
  const { verificationTokens } = tables;
  return {
    async createVerificationToken(token) {
      const identifier = normalEmail(token.identifier);
      await takeRateToken(deps, { key: `sign-in:${identifier}`, ...signInLinks });
      const values = { identifier, tokenHash: tokenHash(token.token), expiresAt: token.expires };
      await withoutTenant(deps.db, (tx) => tx.insert(verificationTokens).values(values));
      return token;
    },
    async useVerificationToken({ identifier, token }) {
      const same = and(
        eq(verificationTokens.identifier, normalEmail(identifier)),
        eq(verificationTokens.tokenHash, tokenHash(token)),
      );
      const [row] = await withoutTenant(deps.db, (tx) => tx.delete(verificationTokens).where(same).returning());
      return row === undefined ? null : { identifier, token, expires: row.expiresAt };
    },
  };
}
