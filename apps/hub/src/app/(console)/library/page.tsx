import { listEntitlements } from "@fleet-persona/hub-core";
import type { EntitlementView } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { OwnReviews } from "../../../buyer-reviews/own-reviews.tsx";
import { heldWords, limitsOf } from "../../../money/entitlement-words.ts";
import { LimitLines } from "../../../money/limit-lines.tsx";
import { ask } from "../../../trpc/ask.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Card } from "../../../ui/card.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { LinkButton } from "../../../ui/link-button.tsx";
import { LocalTime } from "../../../ui/local-time.tsx";
import { Page, PageHead } from "../../../ui/page.tsx";
import { Stack } from "../../../ui/stack.tsx";
import { Table, Td, Th } from "../../../ui/table.tsx";

export const metadata: Metadata = { title: "Library" };

export default async function LibraryPage() {
  const entitlements = await ask(listEntitlements, {});
  return (
    <Page>
      <PageHead title="Library" lead="The Personas your tenant may run, on any of its fleets.">
        <div className="flex flex-wrap gap-2">
          <LinkButton href="/orders">Orders and payments</LinkButton>
          {entitlements.length > 0 && <LinkButton href="/store">Find another</LinkButton>}
        </div>
      </PageHead>
      <Stack>
        <Card as="div">
          {entitlements.length === 0 ? (
            <EmptyState title="Nothing here yet" action={{ href: "/store", label: "Go to the store" }}>
              What you get from the store is kept here, with all its versions.
            </EmptyState>
          ) : (
            <LibraryTable entitlements={entitlements} />
          )}
        </Card>
        <OwnReviews />
      </Stack>
    </Page>
  );
}

function LibraryTable({ entitlements }: { readonly entitlements: readonly EntitlementView[] }) {
  return (
    <Table caption="What you may run" links>
      <thead>
        <tr>
          <Th>Persona</Th>
          <Th>Seller</Th>
          <Th>Newest version</Th>
          <Th>Held</Th>
          <Th>State</Th>
          <Th>Got</Th>
          <Th>Order</Th>
        </tr>
      </thead>
      <tbody>
        {entitlements.map((held) => (
          <LibraryRow key={held.entitlementId} held={held} />
        ))}
      </tbody>
    </Table>
  );
}

function LibraryRow({ held }: { readonly held: EntitlementView }) {
  const { orderId, listing, grantedAt, price } = held;
  const limits = limitsOf(held);
  return (
    <tr>
      <Th scope="row">
        <Link href={`/store/${listing.personaId}`}>{listing.title}</Link>
        <p className="text-muted text-13 max-w-[56ch] font-normal">{listing.summary}</p>
      </Th>
      <Td>{listing.publisherName}</Td>
      <Td className="font-mono text-12">v{listing.latestVersion}</Td>
      <Td className="min-w-30">{heldWords(held)}</Td>
      <Td className="min-w-55">
        {limits.length === 0 ? (
          <Badge tone="good">Yours</Badge>
        ) : (
          <div className="grid gap-1">
            <span className="flex flex-wrap gap-1.5">
              {limits.map(({ kind, tone, word }) => (
                <Badge key={kind} tone={tone}>
                  {word}
                </Badge>
              ))}
            </span>
            <div className="text-muted">
              <LimitLines held={held} />
            </div>
          </div>
        )}
      </Td>
      <Td className="text-muted whitespace-nowrap">
        <LocalTime at={grantedAt} />
      </Td>
      <Td>
        {price.kind === "free" ? (
          <code className="text-12 text-muted" title={orderId}>
            {orderId.slice(-8)}
          </code>
        ) : (
          <Link href={`/orders/${orderId}`} aria-label={`Order ${orderId.slice(-8)} of ${listing.title}`}>
            <code className="text-12">{orderId.slice(-8)}</code>
          </Link>
        )}
      </Td>
    </tr>
  );
}
