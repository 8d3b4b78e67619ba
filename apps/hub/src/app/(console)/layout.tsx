import type { ReactNode } from "react";
import { requireSession } from "../../trpc/ask.ts";
import { ModerationLink } from "../../moderation/moderation-link.tsx";
import { NoticeBell } from "../../watching/notice-bell.tsx";
import { AccountMenu } from "../../ui/account-menu.tsx";
import { CommandPalette } from "../../ui/command-palette.tsx";
import { MainNav } from "../../ui/main-nav.tsx";
import { Queries } from "../../ui/queries.tsx";
import { ShellBar } from "../../ui/shell-bar.tsx";
import { SkipLink } from "../../ui/skip-link.tsx";

export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const { user, tenant, tenants } = await requireSession();
  return (
    <Queries>
      <SkipLink />
      <ShellBar home="/store" nav={<MainNav />}>
        <CommandPalette />
        <NoticeBell />
        <AccountMenu email={user.email} tenant={tenant} tenants={tenants}>
          <ModerationLink />
        </AccountMenu>
      </ShellBar>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </Queries>
  );
}
