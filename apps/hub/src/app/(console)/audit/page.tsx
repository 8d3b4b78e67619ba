import { listAudit } from "@fleet-persona/hub-core";
import type { AuditEntry } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import type { SignedInUser } from "../../../auth/identity.ts";
import { mayApprove } from "../../../fleet/may.ts";
import { ask, requireSession } from "../../../trpc/ask.ts";
import { actorShown, auditWords, detailsShown } from "../../../audit/audit-words.ts";
import { Card } from "../../../ui/card.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { LinkButton } from "../../../ui/link-button.tsx";
import { LocalTime } from "../../../ui/local-time.tsx";
import { Page, PageHead } from "../../../ui/page.tsx";
import { Table, Td, Th } from "../../../ui/table.tsx";

export const metadata: Metadata = { title: "Audit log" };

const pageSize = 50;

type Props = { readonly searchParams: Promise<{ readonly before?: string }> };

export default async function AuditPage({ searchParams }: Props) {
  const { actor, tenant, user } = await requireSession();
  const before = Number((await searchParams).before);
  const from = Number.isSafeInteger(before) && before > 0 ? { before } : {};
  const entries = mayApprove(actor.role) ? await ask(listAudit, { limit: pageSize, ...from }) : null;
  return (
    <Page>
      <PageHead
        title="Audit log"
        lead={
          <>
            Everything that was changed in {tenant.name}. Each entry carries the hash of the one before it, so none can
            be removed unseen.
          </>
        }
      ></PageHead>
      <Card as="div">
        {entries === null ? (
          <EmptyState title="For admins">Only admins and owners of {tenant.name} read its audit log.</EmptyState>
        ) : entries.length === 0 ? (
          <EmptyState title="Nothing has been changed yet" action={{ href: "/fleets", label: "Go to fleets" }}>
            Creating a fleet, getting a Persona or approving it leaves an entry here.
          </EmptyState>
        ) : (
          <AuditTable entries={entries} me={user} />
        )}
      </Card>
      {entries !== null && entries.length === pageSize && (
        <p className="mt-4 text-center">
          <LinkButton href={`/audit?before=${entries.at(-1)?.seq ?? 1}`}>Older entries</LinkButton>
        </p>
      )}
    </Page>
  );
}

type TableProps = { readonly entries: readonly AuditEntry[]; readonly me: SignedInUser };

function AuditTable({ entries, me }: TableProps) {
  return (
    <Table caption="Entries">
      <thead>
        <tr>
          <Th num>No.</Th>
          <Th>When</Th>
          <Th>Who</Th>
          <Th>Did what</Th>
          <Th>Details</Th>
          <Th>Hash</Th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.seq}>
            <Td num className="text-muted">
              {entry.seq}
            </Td>
            <Td className="text-muted">
              <LocalTime at={entry.at} as="full" />
            </Td>
            <Td title={entry.actor}>{actorShown(entry.actor, me)}</Td>
            <Th scope="row">{auditWords(entry.command)}</Th>
            <Td className="min-w-65 max-w-[460px] wrap-anywhere [&_span[title]]:mr-3 [&_span[title]]:inline-block text-12">
              {detailsShown(entry.details).map(({ name, value, full }) => (
                <span key={name} title={full}>
                  <span className="text-muted">{name}</span> <span className="font-mono text-[0.93em]">{value}</span>
                </span>
              ))}
            </Td>
            <Td>
              <code className="text-12 text-muted" title={entry.hash}>
                {entry.hash.slice(0, 10)}
              </code>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
