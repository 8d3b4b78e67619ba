import type { tables } from "@fleet-persona/db";

/** A person as @auth/core knows one. */
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

/** The part of a users row that @auth/core may see. */
export function authUser(row: typeof tables.users.$inferSelect): AuthUser {
  const { id, email, emailVerified, name, image } = row;
  return { id, email, emailVerified, name, image };
}

/** Addresses are compared in lower case, everywhere. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}
