import type { Finding, ReconcileRun } from "@fleet-persona/hub-core";
import { Badge } from "../../ui/badge.tsx";
import { Card, CardHead } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ItemList } from "../../ui/item-list.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { shownNumber } from "../../ui/figures.ts";
import { shownMoney } from "../shown-money.ts";
import { findingWords } from "./account-words.ts";
import { runStanding } from "./run-standing.ts";

/** The comparisons of the ledger with the processor, and what each found. */
export function ReconcileList({ runs }: { readonly runs: readonly ReconcileRun[] }) {
  return (
    <Card aria-label="Compared with the processor">
      <CardHead
        title="Compared with the processor"
        note="Every night, movement by movement; what differs is read again and booked"
      />
      {runs.length === 0 ? (
        <EmptyState title="Not compared yet">The first comparison comes with the next night.</EmptyState>
      ) : (
        <ItemList>
          {runs.map((run) => (
            <Run key={run.runId} run={run} />
          ))}
        </ItemList>
      )}
    </Card>
  );
}

function Run({ run }: { readonly run: ReconcileRun }) {
  const { startedAt, from, to, looked, differences, findings, failure } = run;
  const { tone, word } = runStanding(run);
  return (
    <li>
      <div className="grid gap-1">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={tone}>{word}</Badge>
          <LocalTime at={startedAt} as="full" />
        </p>
        <p className="text-13 text-muted">
          {shownNumber(looked)} {looked === 1 ? "movement" : "movements"} from <LocalTime at={from} as="day" /> to{" "}
          <LocalTime at={to} as="day" /> compared.
          {failure !== null && ` It was cut off: ${failure}`}
        </p>
        {findings.length > 0 && (
          <details className="text-13">
            <summary className="cursor-pointer">
              {findings.length < differences
                ? `The first ${findings.length} of ${differences} differences`
                : `${differences} differences`}
            </summary>
            <ul className="mt-1 grid gap-1 pl-5">
              {findings.map((finding, place) => (
                <li key={place}>
                  <FindingLine finding={finding} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}

function FindingLine({ finding }: { readonly finding: Finding }) {
  const { what, subject, currency, processorMinor, ledgerMinor, healed } = finding;
  const says = (amountMinor: number | null): string =>
    amountMinor === null || currency === null ? "nothing" : shownMoney({ amountMinor, currency });
  return (
    <>
      {findingWords(what)}: <code className="text-12">{subject}</code>
      {currency !== null && `, processor ${says(processorMinor)}, ledger ${says(ledgerMinor)}`}.{" "}
      {healed ? "Healed." : "Not healed: look at it."}
    </>
  );
}
