import { kindWords, listNotices, storeEventKinds } from "@fleet-persona/hub-core";
import type { NoticePage, StoreEventKind } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { ask } from "../../../trpc/ask.ts";
import { Button } from "../../../ui/button.tsx";
import { Card, CardFoot } from "../../../ui/card.tsx";
import { classes } from "../../../ui/classes.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Kbd } from "../../../ui/kbd.tsx";
import { LinkButton } from "../../../ui/link-button.tsx";
import { Page, PageHead } from "../../../ui/page.tsx";
import { Row } from "../../../ui/row.tsx";
import { Segmented } from "../../../ui/segmented.tsx";
import { Stack } from "../../../ui/stack.tsx";
import { NoticeKeys } from "../../../watching/notice-keys.tsx";
import { NoticeList } from "../../../watching/notice-list.tsx";

export const metadata: Metadata = { title: "Notices" };

type Search = { readonly kind?: string; readonly show?: string; readonly before?: string };
type View = { readonly kind: StoreEventKind | null; readonly unread: boolean };

export default async function NoticesPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const { kind: wanted, show, before } = await searchParams;
  const view: View = { kind: storeEventKinds.find((each) => each === wanted) ?? null, unread: show === "unread" };
  const page = await ask(listNotices, {
    unread: view.unread,
    ...(view.kind === null ? {} : { kind: view.kind }),
    ...(before === undefined ? {} : { before }),
  });
  const path = addressOf(view, before);
  return (
    <Page width="narrow">
      <PageHead title="Notices" lead="What happened to what you follow and what your tenant got.">
        <Row>
          {page.unread > 0 && <MarkAll path={path} unread={page.unread} />}
          <LinkButton href="/settings/notices">What comes how</LinkButton>
        </Row>
      </PageHead>
      <Stack gap="medium">
        <Filters view={view} page={page} />
        <Card>
          {page.notices.length === 0 ? (
            <Nothing view={view} />
          ) : (
            <>
              <NoticeList notices={page.notices} path={path} />
              <CardFoot
                className={classes(
                  "flex flex-wrap items-center justify-between gap-2",
                  page.next === null && "max-sm:hidden",
                )}
              >
                <span className="max-sm:hidden">
                  <Kbd>j</Kbd> <Kbd>k</Kbd> go up and down, <Kbd>e</Kbd> marks read, <Kbd>Enter</Kbd> opens
                </span>
                {page.next !== null && (
                  <LinkButton href={addressOf(view, page.next)} rel="next">
                    Older
                  </LinkButton>
                )}
              </CardFoot>
            </>
          )}
        </Card>
      </Stack>
      <NoticeKeys />
    </Page>
  );
}

function MarkAll({ path, unread }: { readonly path: string; readonly unread: number }) {
  return (
    <form method="post" action="/api/notices">
      <input type="hidden" name="which" value="all" />
      <input type="hidden" name="path" value={path} />
      <Button type="submit">Mark all {unread} read</Button>
    </form>
  );
}

function Filters({ view, page }: { readonly view: View; readonly page: NoticePage }) {
  const kinds = [
    { value: "all", label: "All kinds", href: addressOf({ ...view, kind: null }) },
    ...page.kinds.map(({ kind, count }) => ({
      value: kind,
      label: `${kindWords(kind)} ${count}`,
      href: addressOf({ ...view, kind }),
    })),
  ];
  const shown = [
    { value: "all", label: "All", href: addressOf({ ...view, unread: false }) },
    { value: "unread", label: `Unread ${page.unread}`, href: addressOf({ ...view, unread: true }) },
  ];
  return (
    <Row>
      <Segmented label="Read or not" segments={shown} value={view.unread ? "unread" : "all"} />
      {page.kinds.length > 1 && (
        <div className="min-w-0 overflow-x-auto [&_a]:whitespace-nowrap" tabIndex={0}>
          <Segmented label="Kind" segments={kinds} value={view.kind ?? "all"} />
        </div>
      )}
    </Row>
  );
}

function Nothing({ view }: { readonly view: View }) {
  if (view.unread || view.kind !== null) {
    return (
      <EmptyState title="Nothing here" action={{ href: "/notices", label: "Show all notices" }}>
        {view.unread ? "You have read everything." : "There is no notice of this kind."}
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No notice yet" action={{ href: "/store", label: "Look around the store" }}>
      Follow a Persona or a publisher to hear of new versions. Advisories and revocations of what your tenant got come
      without following.
    </EmptyState>
  );
}

function addressOf({ kind, unread }: View, before?: string): string {
  const query = new URLSearchParams();
  if (unread) query.set("show", "unread");
  if (kind !== null) query.set("kind", kind);
  if (before !== undefined) query.set("before", before);
  return query.size === 0 ? "/notices" : `/notices?${query.toString()}`;
}
