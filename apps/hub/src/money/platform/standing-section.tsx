import type { PlatformMoney } from "@fleet-persona/hub-core";
import { Badge } from "../../ui/badge.tsx";
import { Card, CardBody, CardHead } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { Money } from "../money.tsx";
import { accounts, accountWords } from "./account-words.ts";

/** What the platform has, earned and owes, one card for each currency. */
export function StandingSection({ money }: { readonly money: PlatformMoney }) {
  const currencies = [...new Set(money.balances.map(({ currency }) => currency))].toSorted();
  if (currencies.length === 0)
    return (
      <Card>
        <EmptyState title="Nothing was sold yet">The first payment opens the books.</EmptyState>
      </Card>
    );
  return currencies.map((currency) => (
    <Card key={currency} aria-label={`The platform in ${currency}`}>
      <CardHead title={`In ${currency}`} note="Since the beginning, as the ledger has it now" />
      <CardBody>
        <dl className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
          {accounts.map((account) => {
            const { name, means, sign } = accountWords(account);
            const held = money.balances.find((each) => each.account === account && each.currency === currency);
            // What is at rest is left out; what should be zero is shown when it is not.
            if (held === undefined || held.amountMinor === 0) return null;
            return (
              <div key={account} className="grid content-start gap-1">
                <dt className="text-12 text-muted">{name}</dt>
                <dd className="m-0 grid gap-1">
                  <Money large amountMinor={held.amountMinor * sign} currency={currency} />
                  <span className="text-12 text-muted">{means}</span>
                </dd>
              </div>
            );
          })}
        </dl>
      </CardBody>
    </Card>
  ));
}

/** What needs somebody's eye. */
export function AttentionCard({ money }: { readonly money: PlatformMoney }) {
  const { balances, sellersOwing, openDisputes, eventsWaiting, eventsFailing } = money;
  const unexplained = balances.filter(({ account, amountMinor }) => account === "unexplained" && amountMinor !== 0);
  const calm = unexplained.length === 0 && eventsFailing === 0;
  return (
    <Card aria-label="What to look at">
      <CardHead title="What to look at">
        <Badge tone={calm ? "good" : "warn"}>{calm ? "Nothing waits for you" : "Something waits"}</Badge>
      </CardHead>
      <CardBody>
        <Facts>
          <Fact term="Open disputes">{openDisputes}; each is answered by the hub from its own records</Fact>
          <Fact term="Sellers owing">{sellersOwing}; taken from their next transfers</Fact>
          {unexplained.length > 0 && (
            <Fact term="Unexplained">
              Money moved at the processor that no order explains, in{" "}
              {unexplained.map(({ currency }) => currency).join(", ")}: see the newest comparison
            </Fact>
          )}
          <Fact term="Events waiting">
            {eventsWaiting}
            {eventsFailing > 0 && `, ${eventsFailing} of them failed and are tried again`}
          </Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}
