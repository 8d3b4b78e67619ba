import type { Adapter, AdapterAccount, AdapterUser } from "@auth/core/adapters";
import type { AuthStore } from "@fleet-persona/hub-core";

/** Hub-core's auth store in the shape @auth/core asks for; the store hashes tokens before they reach the database. */
export function authjsAdapter(store: AuthStore): Adapter {
  return {
    createUser: (user: AdapterUser) => store.createUser({ email: user.email, emailVerified: user.emailVerified }),
    getUser: (id) => store.getUser(id),
    getUserByEmail: (email) => store.getUserByEmail(email),
    getUserByAccount: ({ provider, providerAccountId }) => store.getUserByAccount({ provider, providerAccountId }),
    updateUser: ({ id, email, emailVerified }) =>
      store.updateUser({
        id,
        ...(email === undefined ? {} : { email }),
        ...(emailVerified === undefined ? {} : { emailVerified }),
      }),
    linkAccount: ({ userId, type, provider, providerAccountId }: AdapterAccount) =>
      store.linkAccount({ userId, type, provider, providerAccountId }),
    createSession: (session) => store.createSession(session),
    getSessionAndUser: (token) => store.getSessionAndUser(token),
    updateSession: ({ sessionToken, expires }) => store.updateSession({ sessionToken, expires }),
    deleteSession: (token) => store.deleteSession(token),
    createVerificationToken: (token) => store.createVerificationToken(token),
    useVerificationToken: (token) => store.useVerificationToken(token),
  };
}
