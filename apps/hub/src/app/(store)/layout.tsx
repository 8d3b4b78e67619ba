import type { ReactNode } from "react";
import { currentSession } from "../../auth/session.ts";
import { LazyQueries } from "../../store/frame/lazy-controls.tsx";
import { StoreHeader } from "../../store/frame/store-header.tsx";
import { SoftLinks } from "../../store/frame/soft-links.tsx";
import { StoreKeys } from "../../store/frame/store-keys.tsx";
import { SkipLink } from "../../ui/skip-link.tsx";

/** The frame of what everybody may read. Nothing in it waits in a boundary: without scripts a page that came in pieces stays in pieces. */
export default async function StoreLayout({ children }: { readonly children: ReactNode }) {
  const session = await currentSession();
  const page = (
    <main id="main" tabIndex={-1}>
      {children}
    </main>
  );
  return (
    <>
      <SkipLink />
      {session === null ? (
        <>
          <StoreHeader session={null} />
          {page}
        </>
      ) : (
        <LazyQueries>
          <StoreHeader session={session} />
          {page}
        </LazyQueries>
      )}
      <StoreKeys />
      <SoftLinks />
    </>
  );
}
