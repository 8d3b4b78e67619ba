import type { ReactNode } from "react";
import { Card, CardHead } from "../ui/card.tsx";

/** What the version would have done on the tenant's own traffic; its own empty state while nobody has tried. */
export function TrialSection({ children = null }: { readonly children?: ReactNode }) {
  return (
    <Card id="trial" aria-labelledby="trial-title">
      <CardHead id="trial-title" title="On your own traffic" note="what it would have done" />
      {children ?? (
        <p className="p-4 text-muted">
          Nobody has tried it on your traffic. Approve it in shadow to see what it would do, with nothing changed.
        </p>
      )}
    </Card>
  );
}
