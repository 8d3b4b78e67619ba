import { headers } from "next/headers";
import Link from "next/link";
import type { Session } from "../../auth/session.ts";
import { AccountMenu } from "../../ui/account-menu.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { MainNav } from "../../ui/main-nav.tsx";
import { Wordmark } from "../../ui/wordmark.tsx";
import { NoticeBell } from "../../watching/notice-bell.tsx";
import { LazyPalette } from "./lazy-palette.tsx";

/** The bar of a page that everybody may read: the console's for those who are signed in, else the way to sign in. */
export function StoreHeader({ session }: { readonly session: Session | null }) {
  return (
    <header className="bar">
      <Wordmark href="/store" />
      {session === null ? <PublicNav /> : <MainNav />}
      <div className="bar-end">
        {session === null ? (
          <SignIn />
        ) : (
          <>
            <LazyPalette />
            <NoticeBell />
            <AccountMenu email={session.user.email} tenant={session.tenant} tenants={session.tenants} />
          </>
        )}
      </div>
    </header>
  );
}

function PublicNav() {
  return (
    <nav className="bar-nav" aria-label="Main">
      <Link href="/store" prefetch={false} aria-current="page">
        Store
      </Link>
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
  const path = (await headers()).get("x-path") ?? "/store";
  return `/sign-in?next=${encodeURIComponent(path)}`;
}
