import { listPurchases } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { mayApprove } from "../../../fleet/may.ts";
import { BillingButton } from "../../../money/orders/order-buttons.tsx";
import { PaymentTable } from "../../../money/orders/payment-table.tsx";
import { RequestList } from "../../../money/orders/request-list.tsx";
import { SubscriptionList } from "../../../money/orders/subscription-list.tsx";
import { WaitingList } from "../../../money/orders/waiting-list.tsx";
import { TestModeBadge } from "../../../money/test-mode-badge.tsx";
import { ask, requireSession } from "../../../trpc/ask.ts";
import { Card } from "../../../ui/card.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Page, PageHead } from "../../../ui/page.tsx";
import { Stack } from "../../../ui/stack.tsx";

export const metadata: Metadata = { title: "Orders and payments" };

export default async function OrdersPage() {
  const [{ orders, payments, subscriptions }, { actor, tenant }] = await Promise.all([
    ask(listPurchases, {}),
    requireSession(),
  ]);
  const mayBuy = mayApprove(actor.role);
  const open = orders.filter(({ status }) => status === "open");
  return (
    <Page>
      <PageHead
        title={
          <span className="flex flex-wrap items-center gap-3">
            Orders and payments <TestModeBadge />
          </span>
        }
        lead={
          <>
            What {tenant.name} bought and pays for. What it may run is in the <Link href="/library">library</Link>; what
            holds for all of it in the <Link href="/terms/buying">terms of buying</Link>.
          </>
        }
      >
        {mayBuy && payments.length > 0 && <BillingButton />}
      </PageHead>
      <Stack>
        {orders.length === 0 ? (
          <Card as="div">
            <EmptyState title="Nothing was bought yet" action={{ href: "/store", label: "Go to the store" }}>
              What has a price is ordered from its page in the store; its subscription, payments and invoices are kept
              here.
            </EmptyState>
          </Card>
        ) : (
          <>
            {!mayBuy && (
              <Notice>An admin of {tenant.name} can pay, change seats, cancel and ask for money back.</Notice>
            )}
            <WaitingList orders={open} mayBuy={mayBuy} />
            <SubscriptionList {...{ subscriptions, mayBuy }} />
            <RequestList {...{ payments, mayBuy }} />
            <PaymentTable {...{ payments, mayBuy }} />
          </>
        )}
      </Stack>
    </Page>
  );
}
