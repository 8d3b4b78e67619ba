import type { Deps } from "../deps.ts";
import type { AuthAccount, AuthSession, AuthUser, VerificationToken } from "./auth-user.ts";
import { sessionStore } from "./session-store.ts";
import { userStore } from "./user-store.ts";
import { verificationTokenStore } from "./verification-token-store.ts";

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
  /** `rate-limited` after twenty for one address within a quarter of an hour. */
  createVerificationToken(token: VerificationToken): Promise<VerificationToken>;
  /** Consumes the token: the second call with it finds nothing. Expired ones are @auth/core's to refuse. */
  useVerificationToken(token: { identifier: string; token: string }): Promise<VerificationToken | null>;
};

export function authStore(deps: Deps): AuthStore {
  return { ...userStore(deps), ...sessionStore(deps), ...verificationTokenStore(deps) };
}
