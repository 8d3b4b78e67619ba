import type { ReactNode } from "react";
import { Wordmark } from "./wordmark.tsx";

/** The quiet frame of pages before signing in. */
export function Entry({ children }: { readonly children: ReactNode }) {
  return (
    <div className="entry">
      <Wordmark href="/" />
      <main className="entry-panel">{children}</main>
      <p className="entry-foot">Signed, learned configuration policies for fleets of servers.</p>
    </div>
  );
}
