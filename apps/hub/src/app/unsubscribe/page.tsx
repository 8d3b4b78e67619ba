import { HubError, kindWords, readUnsubscription } from "@fleet-persona/hub-core";
import type { Unsubscription } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { hubDeps } from "../../deps.ts";
import { Button } from "../../ui/button.tsx";
import { Entry, EntryHead } from "../../ui/entry.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Notice } from "../../ui/notice.tsx";

export const metadata: Metadata = { title: "No more mail", robots: { index: false } };

type Search = { readonly token?: string | string[]; readonly done?: string };

export default async function UnsubscribePage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const { token, done } = await searchParams;
  const text = typeof token === "string" ? token : "";
  const found = await whatEnds(text);
  if (found === null) {
    return (
      <Entry>
        <EntryHead title="This link leads nowhere">
          It is not whole, or it was made by another hub. Sign in and choose what comes how.
        </EntryHead>
        <LinkButton tone="primary" href="/settings/notices">
          Choose what comes how
        </LinkButton>
      </Entry>
    );
  }
  const what = found.kind === "all" ? "mail about notices" : `mail of the kind “${kindWords(found.kind)}”`;
  return (
    <Entry>
      <EntryHead title={done === undefined ? "No more mail?" : "No more mail"}>
        This is about {what} that you get as a member of {found.tenant}. In the hub, notices stay as they are.
      </EntryHead>
      {done === undefined ? (
        <form method="post" action={`/api/unsubscribe?token=${encodeURIComponent(text)}`}>
          <input type="hidden" name="from" value="page" />
          <Button tone="primary" size="large" wide type="submit">
            Send me no more of it
          </Button>
        </form>
      ) : (
        <>
          <Notice tone="good">You get no more {what}.</Notice>
          <LinkButton href="/settings/notices">Choose what comes how</LinkButton>
        </>
      )}
    </Entry>
  );
}

async function whatEnds(token: string): Promise<Unsubscription | null> {
  try {
    return await readUnsubscription(hubDeps().core, token);
  } catch (error) {
    if (error instanceof HubError) return null;
    throw error;
  }
}
