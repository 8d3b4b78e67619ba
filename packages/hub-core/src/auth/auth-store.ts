import type { Deps } from "../deps.ts";
import { pending } from "../use-case/pending.ts";

export type AuthUser = {
  id: string;
  email: string;
  emailVerified: Date | null;
  name: string | null;
  image: string | null;
};
export type AuthSession = { sessionToken: string; userId: string; expires: Date };
export type AuthAccount = { userId: string; type: string; provider: string; providerAccountId: string };
export type VerificationToken = { identifier: string; token: string; expires: Date };

/** The store @auth/core's Adapter needs. Session and verification tokens are hashed before they reach the database. */
export type AuthStore = {
  createUser(user: {
    email: string;
    emailVerified: Date | null;
    name?: string | null;
    image?: string | null;
  }): Promise<AuthUser>;
  getUser(id: string): Promise<AuthUser | null>;
  getUserByEmail(email: string): Promise<AuthUser | null>;
  getUserByAccount(account: { provider: string; providerAccountId: string }): Promise<AuthUser | null>;
  updateUser(user: Partial<AuthUser> & { id: string }): Promise<AuthUser>;
  linkAccount(account: AuthAccount): Promise<void>;
  createSession(session: AuthSession): Promise<AuthSession>;
  getSessionAndUser(sessionToken: string): Promise<{ session: AuthSession; user: AuthUser } | null>;
  updateSession(session: { sessionToken: string; expires?: Date | undefined }): Promise<AuthSession | null>;
  deleteSession(sessionToken: string): Promise<void>;
  createVerificationToken(token: VerificationToken): Promise<VerificationToken>;
  /** Consumes the token: the second call with it finds nothing. */
  useVerificationToken(token: { identifier: string; token: string }): Promise<VerificationToken | null>;
};

export function authStore(_deps: Deps): AuthStore {
  return pending("authStore");
}
