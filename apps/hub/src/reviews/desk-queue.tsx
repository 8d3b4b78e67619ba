import type { DeskItem } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Row } from "../ui/row.tsx";
import { VerdictChip } from "./verdict-chip.tsx";

type Props = { readonly items: readonly DeskItem[]; readonly openId: string };

const entry =
  "grid gap-1 border-l-2 border-line px-3 py-2.5 text-13 text-text hover:bg-sunk hover:no-underline " +
  "aria-[current=page]:border-accent aria-[current=page]:bg-raised";

/** What waits, beside the one that is open. */
export function DeskQueue({ items, openId }: Props) {
  return (
    <nav
      className="sticky top-[calc(var(--bar)+24px)] hidden min-w-0 gap-2 lg:grid"
      aria-label="Waiting for a decision"
    >
      <p className="flex items-baseline justify-between">
        <Link href="/reviews">Reviews</Link> <span className="text-12 text-muted">{items.length} waiting</span>
      </p>
      {items.length === 0 && <p className="text-13 text-muted">Nothing waits for you.</p>}
      <ul role="list">
        {items.map(({ personaVersionId, title, version, gate, reasons }) => (
          <li key={personaVersionId}>
            <Link
              className={entry}
              href={`/reviews/${personaVersionId}`}
              aria-current={personaVersionId === openId ? "page" : undefined}
            >
              <span className="truncate font-medium">
                {title} <span className="font-mono text-12 text-muted">v{version}</span>
              </span>
              <Row as="span">
                <VerdictChip gate={gate} />
                {reasons.some(({ kind }) => kind === "second-look") && (
                  <span className="text-12 text-muted">second look</span>
                )}
              </Row>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
