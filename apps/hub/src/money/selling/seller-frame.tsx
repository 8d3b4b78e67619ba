import Link from "next/link";
import type { ReactNode } from "react";
import { Page, PageHead } from "../../ui/page.tsx";
import { Stack } from "../../ui/stack.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { TestModeBadge } from "../test-mode-badge.tsx";

const parts = [
  ["", "Balance"],
  ["/sales", "Sales"],
  ["/refunds", "Refunds"],
  ["/payouts", "Payouts"],
] as const;

type Props = {
  readonly current: (typeof parts)[number][0];
  readonly tenant: string;
  /** Requests for refunds that wait. */
  readonly waiting: number;
  readonly children: ReactNode;
};

/** What stands around every page of a seller's money. */
export function SellerFrame({ current, tenant, waiting, children }: Props) {
  return (
    <Page>
      <PageHead
        above={<Link href="/author">Your Personas</Link>}
        title={
          <span className="flex flex-wrap items-center gap-3">
            What you earn <TestModeBadge />
          </span>
        }
        lead={
          <>
            What {tenant} sells, what of it is yours, and when it reaches your bank. All of it holds by the{" "}
            <Link href="/terms/selling">terms of selling</Link>.
          </>
        }
      />
      <Stack>
        <Tabs
          label="Parts of what you earn"
          tabs={parts.map(([path, label]) => ({
            href: `/author/money${path}`,
            label,
            current: path === current,
            ...(path === "/refunds" && waiting > 0 && { count: waiting }),
          }))}
        />
        {children}
      </Stack>
    </Page>
  );
}
