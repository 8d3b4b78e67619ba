import type { SellerBalance } from "@fleet-persona/hub-core";
import type { ReactNode } from "react";
import { Card, CardBody, CardHead } from "../../ui/card.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { Money } from "../money.tsx";
import { shownMoney } from "../shown-money.ts";

/** What the platform owes the seller, one card for each currency. */
export function BalanceList({ balances }: { readonly balances: readonly SellerBalance[] }) {
  return balances.map((balance) => <BalanceCard key={balance.currency} balance={balance} />);
}

function BalanceCard({ balance }: { readonly balance: SellerBalance }) {
  const { currency, availableMinor, pendingMinor, owedMinor, transferredMinor, nextAt, leastMinor } = balance;
  const least = shownMoney({ amountMinor: leastMinor, currency });
  const enough = availableMinor >= leastMinor;
  return (
    <Card aria-label={`Balance in ${currency}`}>
      <CardHead title={`In ${currency}`} note="What the platform owes you, without tax, after its commission" />
      <CardBody>
        <dl className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
          <Sum term="Available" amountMinor={Math.max(0, availableMinor)} currency={currency}>
            {enough
              ? "Goes to your account with the next round, within the hour."
              : `Goes to your account once there are ${least} of it.`}
          </Sum>
          <Sum term="Pending" amountMinor={pendingMinor} currency={currency}>
            {pendingMinor === 0 ? (
              "Nothing waits: every sale is past the days in which it can be asked back."
            ) : (
              <>
                Can still be asked back, or is disputed.
                {nextAt !== null && (
                  <>
                    {" "}
                    The next of it is available <LocalTime at={nextAt} as="day" />.
                  </>
                )}
              </>
            )}
          </Sum>
          <Sum term="You owe" amountMinor={owedMinor} currency={currency}>
            {owedMinor === 0
              ? "Nothing: no money went back to a buyer after it had been transferred."
              : "Went back to buyers after it had been transferred. It is taken from your next transfers; nothing is asked from your bank."}
          </Sum>
          <Sum term="Transferred" amountMinor={transferredMinor} currency={currency}>
            So far, to your account at the payment processor, less what was taken back.
          </Sum>
        </dl>
      </CardBody>
    </Card>
  );
}

type SumProps = {
  readonly term: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly children: ReactNode;
};

function Sum({ term, amountMinor, currency, children }: SumProps) {
  return (
    <div className="grid content-start gap-1">
      <dt className="text-12 text-muted">{term}</dt>
      <dd className="m-0 grid gap-1">
        <Money large amountMinor={amountMinor} currency={currency} />
        <span className="text-12 text-muted">{children}</span>
      </dd>
    </div>
  );
}
