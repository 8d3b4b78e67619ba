import type { Metadata } from "next";
import { hubDeps } from "../../../deps.ts";
import { Entry, EntryHead } from "../../../ui/entry.tsx";
import { LinkButton } from "../../../ui/link-button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Stack } from "../../../ui/stack.tsx";

export const metadata: Metadata = { title: "Check your mail" };

type Search = { readonly email?: string; readonly next?: string };

export default async function CheckYourMailPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const { email, next } = await searchParams;
  const again = new URLSearchParams({ ...(email ? { email } : {}), ...(next ? { next } : {}) });
  return (
    <Entry>
      <EntryHead title="Check your mail">
        We sent a link to <strong className="font-medium">{email ?? "your address"}</strong>. Open it in this browser:
        it works once, for 15 minutes.
      </EntryHead>
      <Stack gap="small">
        {hubDeps().env.localMode && (
          <>
            <Notice>This hub runs in local mode: no mail leaves the machine, it waits in the outbox.</Notice>
            <LinkButton tone="primary" size="large" wide href="/outbox">
              Open the outbox
            </LinkButton>
          </>
        )}
        <LinkButton size="large" wide href={`/sign-in?${again}`}>
          Use another address
        </LinkButton>
      </Stack>
    </Entry>
  );
}
