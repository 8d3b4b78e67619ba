import { tables, withoutTenant } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { HubError, notFound } from "../hub-error.ts";
import { userIdSchema } from "../ids.ts";
import type { AuthStore } from "./auth-store.ts";
import { authUser, normalEmail } from "./auth-user.ts";

type UserStore = Pick<
  AuthStore,
  "createUser" | "getUser" | "getUserByEmail" | "getUserByAccount" | "updateUser" | "linkAccount"
>;

/** People and the accounts they sign in with. */
export function userStore({ db, now }: Deps): UserStore {
  const { accounts, users } = tables;
  return {
    async createUser({ email, emailVerified, name = null, image = null }) {
      const values = { email: normalEmail(email), emailVerified, name, image, createdAt: now() };
      const [row] = await withoutTenant(db, (tx) => tx.insert(users).values(values).onConflictDoNothing().returning());
      if (row === undefined) throw new HubError("conflict", "There is an account for this address already.");
      return authUser(row);
    },
    async getUser(id) {
      if (!userIdSchema.safeParse(id).success) return null;
      const [row] = await withoutTenant(db, (tx) => tx.select().from(users).where(eq(users.id, id)));
      return row === undefined ? null : authUser(row);
    },
    async getUserByEmail(email) {
      const sameAddress = eq(users.email, normalEmail(email));
      const [row] = await withoutTenant(db, (tx) => tx.select().from(users).where(sameAddress));
      return row === undefined ? null : authUser(row);
    },
    async getUserByAccount({ provider, providerAccountId }) {
      const same = and(eq(accounts.provider, provider), eq(accounts.providerAccountId, providerAccountId));
      const [row] = await withoutTenant(db, (tx) =>
        tx.select().from(accounts).innerJoin(users, eq(users.id, accounts.userId)).where(same),
      );
      return row === undefined ? null : authUser(row.users);
    },
    async updateUser({ id, ...changes }) {
      const { email, emailVerified, name, image } = changes;
      const set = {
        ...(email === undefined ? {} : { email: normalEmail(email) }),
        ...(emailVerified === undefined ? {} : { emailVerified }),
        ...(name === undefined ? {} : { name }),
        ...(image === undefined ? {} : { image }),
      };
      const [row] = await withoutTenant(db, (tx) =>
        Object.keys(set).length === 0
          ? tx.select().from(users).where(eq(users.id, id))
          : tx.update(users).set(set).where(eq(users.id, id)).returning(),
      );
      if (row === undefined) throw notFound("user");
      return authUser(row);
    },
    async linkAccount({ userId, type, provider, providerAccountId }) {
      const values = { userId, type, provider, providerAccountId };
      await withoutTenant(db, (tx) => tx.insert(accounts).values(values));
    },
  };
}
