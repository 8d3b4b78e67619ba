import type { TenantView } from "@fleet-persona/hub-core";
import { AccountMenu } from "../ui/account-menu.tsx";
import { CommandPalette } from "../ui/command-palette.tsx";
import { Entry, EntryHead } from "../ui/entry.tsx";
import { Input } from "../ui/input.tsx";
import { MainNav } from "../ui/main-nav.tsx";
import { NoticesLink } from "../ui/notices-link.tsx";
import { ShellBar } from "../ui/shell-bar.tsx";
import { PageSkeleton } from "../ui/skeleton.tsx";
import { Chapter, Specimen } from "./specimen.tsx";

const tenant = { tenantId: "", name: "Demo shop", slug: "demo-shop", role: "owner", createdAt: 0 };

/** What stands around a page. */
export function ShellShown() {
  return (
    <Chapter
      id="shell"
      title="Around a page"
      note="The bar, its menus and the palette; a page that is coming; one before signing in."
    >
      <Specimen name="ShellBar, MainNav, CommandPalette, NoticesLink, AccountMenu">
        <div className="relative z-10 rounded-2 border border-line">
          <ShellBar home="/style" nav={<MainNav />}>
            <CommandPalette signedIn={false} />
            <NoticesLink href="#shell" unread={3} />
            <AccountMenu email="sre@demo.example" tenant={tenant as TenantView} tenants={[]} />
          </ShellBar>
        </div>
      </Specimen>
      <Specimen name="PageSkeleton">
        <PageSkeleton rows={2} />
      </Specimen>
      <Specimen name="Entry, EntryHead">
        <Entry whole={false}>
          <EntryHead title="Sign in">Enter your mail address and we send you a link.</EntryHead>
          <Input aria-label="Mail address" placeholder="you@example.org" />
        </Entry>
      </Specimen>
    </Chapter>
  );
}
