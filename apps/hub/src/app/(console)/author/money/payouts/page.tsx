import type { Metadata } from "next";
import { openSeller } from "../../../../../money/selling/open-seller.ts";
import { HeldCard, PayoutTable, TransferTable } from "../../../../../money/selling/payout-tables.tsx";
import { PayoutTermsForm } from "../../../../../money/selling/payout-terms-form.tsx";
import { readPayouts } from "../../../../../money/selling/read-payouts.ts";
import { SellerFrame } from "../../../../../money/selling/seller-frame.tsx";
import { Card, CardBody, CardHead } from "../../../../../ui/card.tsx";
import { EmptyState } from "../../../../../ui/empty-state.tsx";
import { Notice } from "../../../../../ui/notice.tsx";

export const metadata: Metadata = { title: "Payouts" };

export default async function PayoutsPage() {
  const { actor, tenant, maySell, money, waiting } = await openSeller();
  const { account, balances, transfers } = money;
  if (account === null)
    return (
      <SellerFrame current="/payouts" {...{ tenant, waiting }}>
        <Card>
          <EmptyState title="No account yet" action={{ href: "/author/money", label: "Open your account" }}>
            What you earn is paid out through an account at the payment processor.
          </EmptyState>
        </Card>
      </SellerFrame>
    );
  return (
    <SellerFrame current="/payouts" {...{ tenant, waiting }}>
      <HeldCard held={account.held} />
      {maySell ? (
        <PayoutTable payouts={await readPayouts(actor)} />
      ) : (
        <Notice>An admin of {tenant} sees the payouts to its bank.</Notice>
      )}
      {maySell && (
        <Card aria-label="When you are paid">
          <CardHead title="When you are paid" note="From your account at the payment processor to your bank" />
          <CardBody>
            <PayoutTermsForm account={account} currencies={currenciesOf(balances, account.held)} />
          </CardBody>
        </Card>
      )}
      <TransferTable transfers={transfers} />
    </SellerFrame>
  );
}

type HasCurrency = readonly { readonly currency: string }[];

const currenciesOf = (...lists: readonly HasCurrency[]): readonly string[] =>
  [...new Set(lists.flat().map(({ currency }) => currency))].toSorted();
