import { listAudit } from "@fleet-persona/hub-core";
import type { AuditEntry } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import type { SignedInUser } from "../../../auth/identity.ts";
import { mayApprove } from "../../../fleet/may.ts";
import { ask, requireSession } from "../../../trpc/ask.ts";
import { actorShown, auditWords, detailsShown } from "../../../audit/audit-words.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { LocalTime } from "../../../ui/local-time.tsx";

export const metadata: Metadata = { title: "Audit log" };

const pageSize = 50;

type Props = { readonly searchParams: Promise<{ readonly before?: string }> };

export default async function AuditPage({ searchParams }: Props) {
  const { actor, tenant, user } = await requireSession();
  const before = Number((await searchParams).before);
  const from = Number.isSafeInteger(before) && before > 0 ? { before } : {};
  const entries = mayApprove(actor.role) ? await ask(listAudit, { limit: pageSize, ...from }) : null;
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>Audit log</h1>
          <p>
            Everything that was changed in {tenant.name}. Each entry carries the hash of the one before it, so none can
            be removed unseen.
          </p>
        </div>
      </div>
      <div className="card">
        {entries === null ? (
          <EmptyState title="For admins">Only admins and owners of {tenant.name} read its audit log.</EmptyState>
        ) : entries.length === 0 ? (
          <EmptyState title="Nothing has been changed yet" action={{ href: "/fleets", label: "Go to fleets" }}>
            Creating a fleet, getting a Persona or approving it leaves an entry here.
          </EmptyState>
        ) : (
          <AuditTable entries={entries} me={user} />
        )}
      </div>
      {entries !== null && entries.length === pageSize && (
        <p className="audit-more">
          <Link className="button" href={`/audit?before=${entries.at(-1)?.seq ?? 1}`}>
            Older entries
          </Link>
        </p>
      )}
    </div>
  );
}

type TableProps = { readonly entries: readonly AuditEntry[]; readonly me: SignedInUser };

function AuditTable({ entries, me }: TableProps) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Entries">
      <table className="table">
        <thead>
          <tr>
            <th scope="col" className="num">
              No.
            </th>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">Did what</th>
            <th scope="col">Details</th>
            <th scope="col">Hash</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.seq}>
              <td className="num muted">{entry.seq}</td>
              <td className="muted">
                <LocalTime at={entry.at} as="full" />
              </td>
              <td title={entry.actor}>{actorShown(entry.actor, me)}</td>
              <th scope="row">{auditWords(entry.command)}</th>
              <td className="audit-details tiny">
                {detailsShown(entry.details).map(({ name, value, full }) => (
                  <span key={name} title={full}>
                    <span className="muted">{name}</span> <span className="mono">{value}</span>
                  </span>
                ))}
              </td>
              <td>
                <code className="tiny muted" title={entry.hash}>
                  {entry.hash.slice(0, 10)}
                </code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
