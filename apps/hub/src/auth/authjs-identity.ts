import { Auth, skipCSRFCheck } from "@auth/core";
import type { AuthConfig } from "@auth/core";
import type { EmailConfig } from "@auth/core/providers";
import type { AuthStore } from "@fleet-persona/hub-core";
import { authjsAdapter } from "./authjs-adapter.ts";
import type { Identity, LinkOutcome } from "./identity.ts";
import type { Mailer } from "./mailer.ts";

const linkMinutes = 15;
const sessionDays = 14;

type Parts = {
  readonly store: AuthStore;
  readonly mailer: Mailer | null;
  readonly secret: string;
  readonly hubUrl: string;
};

/** @auth/core with one provider: a magic link. Sessions live in the database, under hashed tokens. */
export function authjsIdentity({ store, mailer, secret, hubUrl }: Parts): Identity {
  const secure = hubUrl.startsWith("https:");
  const cookieName = `${secure ? "__Host-" : ""}fleet_persona_session`;
  const config = authConfig({ store, mailer, secret, cookieName, secure });

  return {
    cookieName,
    handle: (request) => Auth(atHub(request, hubUrl), config),
    requestLink: (email, returnTo) =>
      mailer === null
        ? Promise.resolve({ kind: "refused", because: "no-mailer" })
        : requestLink(config, hubUrl, email, returnTo),
    userOf: async (token) => {
      if (!token) return null;
      const found = await store.getSessionAndUser(token);
      if (found === null || found.session.expires.getTime() <= Date.now()) return null;
      return { userId: found.user.id, email: found.user.email };
    },
    signOut: async (token) => {
      if (token) await store.deleteSession(token);
    },
  };
}

type ConfigParts = Omit<Parts, "hubUrl"> & { readonly cookieName: string; readonly secure: boolean };

function authConfig({ store, mailer, secret, cookieName, secure }: ConfigParts): AuthConfig {
  const link: EmailConfig = {
    id: "email",
    type: "email",
    name: "Email",
    maxAge: linkMinutes * 60,
    sendVerificationRequest: async ({ identifier, url }) => {
      await mailer?.sendSignInLink({ to: identifier, url, validMinutes: linkMinutes });
    },
  };
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  return {
    basePath: "/api/auth",
    trustHost: true,
    secret,
    adapter: authjsAdapter(store),
    providers: [link],
    session: { strategy: "database", maxAge: sessionDays * 86_400 },
    useSecureCookies: secure,
    cookies: { sessionToken: { name: cookieName, options } },
    pages: { signIn: "/sign-in", verifyRequest: "/sign-in/check-your-mail", error: "/sign-in" },
    logger: { error: (error) => console.error("sign-in:", error.name, error.cause ?? error.message), warn: () => {} },
  };
}

// The library derives links and cookies from the request's address; a Host header must not choose them.
function atHub(request: Request, hubUrl: string): Request {
  const { pathname, search } = new URL(request.url);
  return new Request(new URL(pathname + search, hubUrl), request);
}

async function requestLink(config: AuthConfig, hubUrl: string, email: string, returnTo: string): Promise<LinkOutcome> {
  if (!/^[^\s@"]+@[^\s@"]+$/.test(email)) return { kind: "refused", because: "invalid-address" };
  const request = new Request(`${hubUrl}/api/auth/signin/email`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ email, callbackUrl: new URL(returnTo, hubUrl).href }),
  });
  // The form's own route checked the Origin; the library's double-submit token is for its own pages.
  const response = await Auth(request, { ...config, skipCSRFCheck });
  const location = response.headers.get("location") ?? "";
  return new URL(location, hubUrl).pathname === "/api/auth/verify-request"
    ? { kind: "sent" }
    : { kind: "refused", because: "failed" };
}
