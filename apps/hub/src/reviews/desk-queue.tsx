import type { DeskItem } from "@fleet-persona/hub-core";
import Link from "next/link";
import { VerdictChip } from "./verdict-chip.tsx";

type Props = { readonly items: readonly DeskItem[]; readonly openId: string };

/** What waits, beside the one that is open. */
export function DeskQueue({ items, openId }: Props) {
  return (
    <nav className="desk-queue" aria-label="Waiting for a decision">
      <p className="desk-queue-head">
        <Link href="/reviews">Reviews</Link> <span className="muted tiny">{items.length} waiting</span>
      </p>
      {items.length === 0 && <p className="muted small">Nothing waits for you.</p>}
      <ul role="list">
        {items.map(({ personaVersionId, title, version, gate, reasons }) => (
          <li key={personaVersionId}>
            <Link href={`/reviews/${personaVersionId}`} aria-current={personaVersionId === openId ? "page" : undefined}>
              <span className="strong clip">
                {title} <span className="mono tiny muted">v{version}</span>
              </span>
              <span className="row">
                <VerdictChip gate={gate} />
                {reasons.some(({ kind }) => kind === "second-look") && <span className="tiny muted">second look</span>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
