import type { SellerAccountView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Notice } from "../../ui/notice.tsx";
import { paymentsMode } from "../test-mode-badge.tsx";
import { sellerHint } from "./seller-words.ts";

/** What keeps others from buying from this tenant, and where to go on; nothing once they can. */
export function SellerHint({ account }: { readonly account: SellerAccountView["status"] | null }) {
  const says = sellerHint(account, paymentsMode());
  if (says === null) return null;
  return (
    <Notice tone="warn">
      {says.sentence} {says.action !== null && <Link href="/author/money">{says.action}</Link>}
    </Notice>
  );
}
