import { listLedgerLines } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { hubDeps } from "../../../../deps.ts";
import { monthSpan } from "../../../../money/month-span.ts";
import { AccountCard } from "../../../../money/selling/account-card.tsx";
import { BalanceList } from "../../../../money/selling/balance-list.tsx";
import { LedgerTable } from "../../../../money/selling/ledger-table.tsx";
import { openSeller } from "../../../../money/selling/open-seller.ts";
import { SellerFrame } from "../../../../money/selling/seller-frame.tsx";
import { ask } from "../../../../trpc/ask.ts";

export const metadata: Metadata = { title: "What you earn" };

type Props = {
  readonly searchParams: Promise<{ readonly before?: string; readonly back?: string; readonly again?: string }>;
};

export default async function SellerMoneyPage({ searchParams }: Props) {
  const { before: asked, back, again } = await searchParams;
  const before = Number(asked);
  const from = Number.isSafeInteger(before) && before > 0 ? { before } : {};
  const [{ tenant, maySell, money, waiting }, { lines, more }] = await Promise.all([
    openSeller(),
    ask(listLedgerLines, from),
  ]);
  const { account, balances } = money;
  const last = lines.at(-1);
  // How the account stands comes first until there is money to read of.
  const settled = account?.status === "active" && lines.length > 0;
  const card = <AccountCard {...{ account, maySell, tenant }} cameFrom={cameFromOf(back, again)} />;
  return (
    <SellerFrame current="" {...{ tenant, waiting }}>
      {!settled && card}
      <BalanceList balances={balances} />
      {account !== null && (
        <LedgerTable
          lines={lines}
          older={more && last !== undefined ? `/author/money?before=${last.entryId}` : null}
          newer={"before" in from ? "/author/money" : null}
          month={monthSpan(hubDeps().core.now().getTime())}
        />
      )}
      {settled && card}
    </SellerFrame>
  );
}

function cameFromOf(back: string | undefined, again: string | undefined): "back" | "again" | null {
  if (again === "1") return "again";
  return back === "1" ? "back" : null;
}
