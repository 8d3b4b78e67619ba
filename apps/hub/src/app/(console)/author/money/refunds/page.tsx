import type { Metadata } from "next";
import Link from "next/link";
import { openSeller } from "../../../../../money/selling/open-seller.ts";
import { RefundDesk } from "../../../../../money/selling/refund-desk.tsx";
import { SellerFrame } from "../../../../../money/selling/seller-frame.tsx";

export const metadata: Metadata = { title: "Refunds" };

export default async function RefundsPage() {
  const { tenant, maySell, requests, waiting } = await openSeller();
  return (
    <SellerFrame current="/refunds" {...{ tenant, waiting }}>
      <RefundDesk {...{ requests, maySell, tenant }} />
      <p className="text-13 text-muted">
        To give money back that nobody asked for, choose the sale under <Link href="/author/money/sales">Sales</Link>.
      </p>
    </SellerFrame>
  );
}
