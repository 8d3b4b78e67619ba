import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { returnPath } from "../../auth/return-path.ts";
import { currentSession } from "../../auth/session.ts";
import { Entry } from "../../ui/entry.tsx";

export const metadata: Metadata = { title: "Sign in" };

const reasons: Readonly<Record<string, string>> = {
  "invalid-address": "That does not look like a mail address. Check it and try again.",
  "no-mailer": "This hub cannot send mail yet. Ask its administrator to set up a mail server.",
  failed: "The link could not be sent. Try again in a minute.",
  Verification: "That link has been used or has expired. Ask for a new one.",
};

type Search = {
  readonly next?: string;
  readonly email?: string;
  readonly error?: string;
  readonly "signed-out"?: string;
};

export default async function SignInPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const search = await searchParams;
  const next = returnPath(search.next);
  if ((await currentSession()) !== null) redirect(next);
  const fault = search.error === undefined ? null : (reasons[search.error] ?? reasons["failed"]);
  return (
    <Entry>
      <h1>Sign in</h1>
      <p>Enter your mail address and we send you a link. There is no password to forget.</p>
      <form className="form" method="post" action="/api/sign-in">
        {fault !== null && (
          <p className="notice notice-bad" role="alert">
            {fault}
          </p>
        )}
        {search["signed-out"] !== undefined && <p className="notice">You are signed out.</p>}
        <input type="hidden" name="next" value={next} />
        <div className="field">
          <label htmlFor="email">Mail address</label>
          <input
            id="email"
            className="input"
            name="email"
            type="email"
            autoComplete="email"
            placeholder="you@example.org"
            defaultValue={search.email ?? ""}
            autoFocus
            required
          />
        </div>
        <button className="button button-primary button-large button-wide" type="submit">
          Send me a sign-in link
        </button>
      </form>
    </Entry>
  );
}
