import { getOrder, listFleets } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { mayApprove } from "../../../../fleet/may.ts";
import { OrderPage } from "../../../../money/orders/order-view.tsx";
import { ask, requireSession } from "../../../../trpc/ask.ts";
import { Page } from "../../../../ui/page.tsx";

export const metadata: Metadata = { title: "Order" };

type Props = {
  readonly params: Promise<{ readonly orderId: string }>;
  readonly searchParams: Promise<{ readonly paid?: string }>;
};

export default async function OneOrderPage({ params, searchParams }: Props) {
  const { orderId } = await params;
  const [found, fleets, { actor }, { paid }] = await Promise.all([
    ask(getOrder, { orderId }),
    ask(listFleets, {}),
    requireSession(),
    searchParams,
  ]);
  const only = fleets.length === 1 ? fleets[0] : undefined;
  return (
    <Page>
      <OrderPage
        {...found}
        mayBuy={mayApprove(actor.role)}
        back={paid === "1"}
        next={only === undefined ? "/fleets" : `/fleets/${only.fleetId}/persona`}
      />
    </Page>
  );
}
