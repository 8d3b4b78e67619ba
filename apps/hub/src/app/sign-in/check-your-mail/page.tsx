import type { Metadata } from "next";
import Link from "next/link";
import { hubDeps } from "../../../deps.ts";
import { Entry } from "../../../ui/entry.tsx";

export const metadata: Metadata = { title: "Check your mail" };

type Search = { readonly email?: string; readonly next?: string };

export default async function CheckYourMailPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const { email, next } = await searchParams;
  const again = new URLSearchParams({ ...(email ? { email } : {}), ...(next ? { next } : {}) });
  return (
    <Entry>
      <h1>Check your mail</h1>
      <p>
        We sent a link to <strong className="strong">{email ?? "your address"}</strong>. Open it in this browser: it
        works once, for 15 minutes.
      </p>
      <div className="stack stack-small">
        {hubDeps().env.localMode && (
          <>
            <p className="notice">This hub runs in local mode: no mail leaves the machine, it waits in the outbox.</p>
            <Link className="button button-primary button-large button-wide" href="/outbox">
              Open the outbox
            </Link>
          </>
        )}
        <Link className="button button-large button-wide" href={`/sign-in?${again}`}>
          Use another address
        </Link>
      </div>
    </Entry>
  );
}
