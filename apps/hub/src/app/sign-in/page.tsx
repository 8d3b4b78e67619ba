import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { returnPath } from "../../auth/return-path.ts";
import { currentSession } from "../../auth/session.ts";
import { Button } from "../../ui/button.tsx";
import { Entry, EntryHead } from "../../ui/entry.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { Notice } from "../../ui/notice.tsx";

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
      <EntryHead title="Sign in">
        Enter your mail address and we send you a link. There is no password to forget.
      </EntryHead>
      <form className="grid gap-4" method="post" action="/api/sign-in">
        {fault !== null && <Notice tone="bad">{fault}</Notice>}
        {search["signed-out"] !== undefined && <Notice>You are signed out.</Notice>}
        <input type="hidden" name="next" value={next} />
        <Field label="Mail address">
          {(id) => (
            <Input
              id={id}
              name="email"
              type="email"
              autoComplete="email"
              placeholder="you@example.org"
              defaultValue={search.email ?? ""}
              autoFocus
              required
            />
          )}
        </Field>
        <Button tone="primary" size="large" wide type="submit">
          Send me a sign-in link
        </Button>
      </form>
    </Entry>
  );
}
