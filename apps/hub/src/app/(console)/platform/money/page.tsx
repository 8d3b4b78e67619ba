import { closingReport, getPlatformMoney, listReconcileRuns } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { hubDeps } from "../../../../deps.ts";
import { requireModerator } from "../../../../moderation/require-moderator.ts";
import { spanOf } from "../../../../money/month-span.ts";
import { ClosingSection } from "../../../../money/platform/closing-section.tsx";
import { MonthTable } from "../../../../money/platform/month-table.tsx";
import { ReconcileList } from "../../../../money/platform/reconcile-list.tsx";
import { AttentionCard, StandingSection } from "../../../../money/platform/standing-section.tsx";
import { TestModeBadge } from "../../../../money/test-mode-badge.tsx";
import { ask } from "../../../../trpc/ask.ts";
import { Page, PageHead } from "../../../../ui/page.tsx";
import { Stack } from "../../../../ui/stack.tsx";

export const metadata: Metadata = { title: "The platform’s money" };

type Props = { readonly searchParams: Promise<{ readonly from?: string; readonly to?: string }> };

export default async function PlatformMoneyPage({ searchParams }: Props) {
  await requireModerator();
  const span = spanOf(await searchParams, hubDeps().core.now().getTime());
  const [money, runs, report] = await Promise.all([
    ask(getPlatformMoney, {}),
    ask(listReconcileRuns, {}),
    ask(closingReport, { from: span.fromMs, to: span.toMs }),
  ]);
  return (
    <Page>
      <PageHead
        title={
          <span className="flex flex-wrap items-center gap-3">
            The platform’s money <TestModeBadge />
          </span>
        }
        lead="What it has, earned and owes, by the ledger; and whether the ledger is what the payment processor says."
      />
      <Stack>
        <AttentionCard money={money} />
        <StandingSection money={money} />
        <MonthTable months={money.months} />
        <ClosingSection report={report} span={{ from: span.from, to: span.to }} />
        <ReconcileList runs={runs} />
      </Stack>
    </Page>
  );
}
