/** Whom a session belongs to. */
export type SignedInUser = { readonly userId: string; readonly email: string };

export type LinkOutcome =
  | { readonly kind: "sent" }
  | { readonly kind: "refused"; readonly because: "invalid-address" | "no-mailer" | "failed" };

/** Sign-in behind a port: the hub knows links, sessions and users, and not which library makes them. */
export type Identity = {
  /** Mails a one-time link that ends at `returnTo`, a path of this hub. */
  requestLink(email: string, returnTo: string): Promise<LinkOutcome>;
  /** Answers everything below /api/auth. */
  handle(request: Request): Promise<Response>;
  /** The user of a session cookie's value; null when it is unknown or has expired. */
  userOf(sessionToken: string | undefined): Promise<SignedInUser | null>;
  signOut(sessionToken: string | undefined): Promise<void>;
  readonly cookieName: string;
};
