import type { Metadata } from "next";
import { hubDeps } from "../../../../../deps.ts";
import { openSeller } from "../../../../../money/selling/open-seller.ts";
import { SalesTable } from "../../../../../money/selling/sales-table.tsx";
import { SellerFrame } from "../../../../../money/selling/seller-frame.tsx";

export const metadata: Metadata = { title: "Sales" };

export default async function SalesPage() {
  const { tenant, maySell, money, waiting } = await openSeller();
  return (
    <SellerFrame current="/sales" {...{ tenant, waiting }}>
      <SalesTable sales={money.sales} maySell={maySell} now={hubDeps().core.now().getTime()} />
    </SellerFrame>
  );
}
