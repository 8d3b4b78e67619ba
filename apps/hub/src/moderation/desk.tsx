import { listModerationQueue } from "@fleet-persona/hub-core";
import type { Thing } from "@fleet-persona/hub-core";
import type { ReactNode } from "react";
import { ask } from "../trpc/ask.ts";
import { Page, PageHead } from "../ui/page.tsx";
import { QueueKeys } from "./queue-keys.tsx";
import { QueueList } from "./queue-list.tsx";

/** The moderators' desk: the queue to the left, one case to the right. */
export async function Desk({ current, children }: { readonly current: Thing | null; readonly children: ReactNode }) {
  const queue = await ask(listModerationQueue, {});
  return (
    <Page>
      <PageHead title="Moderation" lead="What tenants reported in the store, and what its authors appealed." />
      <QueueKeys />
      <div className="grid items-start gap-6 lg:grid-cols-[320px_minmax(0,1fr)]">
        <QueueList queue={queue} current={current} />
        <div className="min-w-0">{children}</div>
      </div>
    </Page>
  );
}
