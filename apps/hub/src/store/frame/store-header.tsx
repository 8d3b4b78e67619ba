import { headers } from "next/headers";
import Link from "next/link";
import type { Session } from "../../auth/session.ts";
import { pathHeader } from "../../net/page-headers.ts";
import { ModerationLink } from "../../moderation/moderation-link.tsx";
import { AccountMenu } from "../../ui/account-menu.tsx";
import { CommandPalette } from "../../ui/command-palette.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { MainNav } from "../../ui/main-nav.tsx";
import { ShellBar } from "../../ui/shell-bar.tsx";
import { NoticeBell } from "../../watching/notice-bell.tsx";

/** The bar of a page that everybody may read: the console's for those who are signed in, else the way to sign in. */
export function StoreHeader({ session }: { readonly session: Session | null }) {
  if (session === null) {
    return (
      <ShellBar home="/store" nav={<PublicNav />}>
        <SignIn />
      </ShellBar>
    );
  }
  const { user, tenant, tenants } = session;
  return (
    <ShellBar home="/store" nav={<MainNav />}>
      <CommandPalette />
      <NoticeBell />
      <AccountMenu email={user.email} tenant={tenant} tenants={tenants}>
        <ModerationLink />
      </AccountMenu>
    </ShellBar>
  );
}

const places = [
  { href: "/store", label: "Store" },
  { href: "/docs/api", label: "API" },
] as const;

function PublicNav() {
  return (
    <nav aria-label="Main" className="flex gap-5 self-stretch">
      {places.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          className="flex items-center text-13 font-medium text-muted no-underline hover:text-text hover:no-underline focus-visible:-outline-offset-3"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

async function SignIn() {
  return (
    <LinkButton href={await signInHref()} prefetch={false}>
      Sign in
    </LinkButton>
  );
}

/** Where one signs in and comes back to the page that is shown. */
export async function signInHref(): Promise<string> {
  const path = (await headers()).get(pathHeader) ?? "/store";
  return `/sign-in?next=${encodeURIComponent(path)}`;
}
