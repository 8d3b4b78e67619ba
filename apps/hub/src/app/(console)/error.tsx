"use client";

import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";

/** A page whose data could not be read. The layout around it stays usable. */
export default function PageError({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <Page>
      <Card>
        <ErrorState
          title="This page could not be loaded"
          action={
            <Button tone="primary" onClick={reset}>
              Try again
            </Button>
          }
        >
          The hub did not answer as it should. Your fleets are not affected: agents go on without the hub. Try again in
          a moment.
        </ErrorState>
      </Card>
    </Page>
  );
}
