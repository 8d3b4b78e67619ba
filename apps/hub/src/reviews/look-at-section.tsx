import { Card, CardHead } from "../ui/card.tsx";
import { MarkedItem, MarkedList } from "./marked-list.tsx";
import type { Risk } from "./risks.ts";

const marks = { bad: "✕", warn: "!", note: "i" } as const;

/** What stands out, each with a way to where it is shown. */
export function LookAtSection({ risks }: { readonly risks: readonly Risk[] }) {
  if (risks.length === 0) return null;
  return (
    <Card aria-labelledby="look-title">
      <CardHead id="look-title" title="To look at" note="the worst first" />
      <MarkedList>
        {risks.map(({ tone, title, detail, at }) => (
          <MarkedItem key={title + detail} mark={marks[tone]} tone={tone === "note" ? "neutral" : tone}>
            <p className="font-medium">
              <a href={`#${at}`}>{title}</a>
            </p>
            <p className="text-13 text-muted">{detail}</p>
          </MarkedItem>
        ))}
      </MarkedList>
    </Card>
  );
}
