"use client";

import { Button } from "../ui/button.tsx";
import { Entry } from "../ui/entry.tsx";
import { ErrorState } from "../ui/error-state.tsx";

export default function EntryError({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <Entry>
      <ErrorState
        title="The hub did not answer"
        action={
          <Button tone="primary" onClick={reset}>
            Try again
          </Button>
        }
      >
        It may be starting, or its database may be away. Your fleets are not affected. Try again in a moment.
      </ErrorState>
    </Entry>
  );
}
