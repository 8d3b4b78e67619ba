import type { ReactNode } from "react";

/** What the version would have done on the tenant's own traffic; its own empty state while nobody has tried. */
export function TrialSection({ children = null }: { readonly children?: ReactNode }) {
  return (
    <section className="card" id="trial" aria-labelledby="trial-title">
      <div className="card-head">
        <h2 id="trial-title">On your own traffic</h2>
        <p>what it would have done</p>
      </div>
      {children ?? (
        <p className="card-body muted">
          Nobody has tried it on your traffic. Approve it in shadow to see what it would do, with nothing changed.
        </p>
      )}
    </section>
  );
}
