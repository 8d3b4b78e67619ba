import type { ReactNode } from "react";
import { requireSession } from "../../trpc/ask.ts";
import { AccountMenu } from "../../ui/account-menu.tsx";
import { CommandPalette } from "../../ui/command-palette.tsx";
import { MainNav } from "../../ui/main-nav.tsx";
import { Queries } from "../../ui/queries.tsx";
import { Wordmark } from "../../ui/wordmark.tsx";

export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const { user, tenant, tenants } = await requireSession();
  return (
    <Queries>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="bar">
        <Wordmark href="/store" />
        <MainNav />
        <div className="bar-end">
          <CommandPalette />
          <AccountMenu email={user.email} tenant={tenant} tenants={tenants} />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </Queries>
  );
}
