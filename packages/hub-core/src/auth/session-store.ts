import { tables, withoutTenant } from "@fleet-persona/db";
import { and, eq, gt } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { tokenHash } from "../secret-token.ts";
import type { AuthStore } from "./auth-store.ts";
import { authUser } from "./auth-user.ts";

type SessionStore = Pick<AuthStore, "createSession" | "getSessionAndUser" | "updateSession" | "deleteSession">;

/** Browser sessions, by the hash of their token. */
export function sessionStore({ db, now }: Deps): SessionStore {
  const { sessions, users } = tables;
  return {
    async createSession(session) {
      const values = { tokenHash: tokenHash(session.sessionToken), userId: session.userId, expiresAt: session.expires };
      await withoutTenant(db, (tx) => tx.insert(sessions).values(values));
      return session;
    },
    async getSessionAndUser(sessionToken) {
      const alive = and(eq(sessions.tokenHash, tokenHash(sessionToken)), gt(sessions.expiresAt, now()));
      const [row] = await withoutTenant(db, (tx) =>
        tx.select().from(sessions).innerJoin(users, eq(users.id, sessions.userId)).where(alive),
      );
      if (row === undefined) return null;
      const { userId, expiresAt } = row.sessions;
      return { session: { sessionToken, userId, expires: expiresAt }, user: authUser(row.users) };
    },
    async updateSession({ sessionToken, expires }) {
      const same = eq(sessions.tokenHash, tokenHash(sessionToken));
      const [row] = await withoutTenant(db, (tx) =>
        expires === undefined
          ? tx.select().from(sessions).where(same)
          : tx.update(sessions).set({ expiresAt: expires }).where(same).returning(),
      );
      return row === undefined ? null : { sessionToken, userId: row.userId, expires: row.expiresAt };
    },
    async deleteSession(sessionToken) {
      await withoutTenant(db, (tx) => tx.delete(sessions).where(eq(sessions.tokenHash, tokenHash(sessionToken))));
    },
  };
}
