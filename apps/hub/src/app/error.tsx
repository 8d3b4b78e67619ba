"use client";

import { Entry } from "../ui/entry.tsx";

export default function EntryError({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <Entry>
      <div className="empty" role="alert">
        <h2>The hub did not answer</h2>
        <p>It may be starting, or its database may be away. Your fleets are not affected. Try again in a moment.</p>
        <button className="button button-primary" type="button" onClick={reset}>
          Try again
        </button>
      </div>
    </Entry>
  );
}
