import { listEntitlements } from "@fleet-persona/hub-core";
import type { EntitlementView } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { OwnReviews } from "../../../buyer-reviews/own-reviews.tsx";
import { ask } from "../../../trpc/ask.ts";
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
        {entitlements.length > 0 && <LinkButton href="/store">Find another</LinkButton>}
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
    <Table links>
      <thead>
        <tr>
          <Th>Persona</Th>
          <Th>Seller</Th>
          <Th>Newest version</Th>
          <Th>Price</Th>
          <Th>Got</Th>
          <Th>Order</Th>
        </tr>
      </thead>
      <tbody>
        {entitlements.map(({ entitlementId, orderId, listing, grantedAt }) => (
          <tr key={entitlementId}>
            <Th scope="row">
              <Link href={`/store/${listing.personaId}`}>{listing.title}</Link>
              <p className="text-muted text-13 max-w-[56ch] font-normal">{listing.summary}</p>
            </Th>
            <Td>{listing.publisherName}</Td>
            <Td className="font-mono text-12">v{listing.latestVersion}</Td>
            <Td>Free</Td>
            <Td className="text-muted">
              <LocalTime at={grantedAt} />
            </Td>
            <Td>
              <code className="text-12 text-muted" title={orderId}>
                {orderId.slice(-8)}
              </code>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
