import { getSellerMoney, listRefundRequests } from "@fleet-persona/hub-core";
import type { Actor, RefundRequestView, SellerMoney } from "@fleet-persona/hub-core";
import { mayApprove } from "../../fleet/may.ts";
import { ask, requireSession } from "../../trpc/ask.ts";

/** What every page of a seller's money begins with. */
export type Seller = {
  readonly actor: Actor;
  readonly tenant: string;
  readonly maySell: boolean;
  readonly money: SellerMoney;
  readonly requests: readonly RefundRequestView[];
  /** Requests for refunds that wait. */
  readonly waiting: number;
};

/** Reads it. */
export async function openSeller(): Promise<Seller> {
  const [money, requests, { actor, tenant }] = await Promise.all([
    ask(getSellerMoney, {}),
    ask(listRefundRequests, {}),
    requireSession(),
  ]);
  const waiting = requests.filter(({ status }) => status === "asked").length;
  return { actor, tenant: tenant.name, maySell: mayApprove(actor.role), money, requests, waiting };
}
