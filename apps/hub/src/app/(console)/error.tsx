"use client";

/** A page whose data could not be read. The layout around it stays usable. */
export default function PageError({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <div className="page">
      <div className="card empty" role="alert">
        <h2>This page could not be loaded</h2>
        <p>
          The hub did not answer as it should. Your fleets are not affected: agents go on without the hub. Try again in
          a moment.
        </p>
        <button className="button button-primary" type="button" onClick={reset}>
          Try again
        </button>
      </div>
    </div>
  );
}
