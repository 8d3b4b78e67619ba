import type { TenantView } from "@fleet-persona/hub-core";
import Link from "next/link";
import type { ReactNode } from "react";
import { Avatar } from "./avatar.tsx";
import { SheetMenu } from "./sheet-menu.tsx";
import { sheetRow } from "./sheet-row.ts";

type Props = {
  readonly email: string;
  readonly tenant: TenantView;
  readonly tenants: readonly TenantView[];
  /** More places, for those who may go there. */
  readonly children?: ReactNode;
};

/** Who is signed in, for which tenant; forms, so that it works without scripts. */
export function AccountMenu({ email, tenant, tenants, children }: Props) {
  const others = tenants.filter(({ tenantId }) => tenantId !== tenant.tenantId);
  const sign = (
    <>
      <Avatar name={tenant.name} />
      <span className="max-md:hidden">{tenant.name}</span>
    </>
  );
  return (
    <SheetMenu label={`Account: ${tenant.name}`} sign={sign}>
      <p className="mb-1.5 border-b border-line px-2.5 pt-1.5 pb-2.5 text-12 wrap-anywhere text-muted">
        {email}
        <br />
        {tenant.role} of {tenant.name}
      </p>
      {others.map((other) => (
        <form key={other.tenantId} method="post" action="/api/tenant">
          <input type="hidden" name="tenantId" value={other.tenantId} />
          <button type="submit" className={sheetRow}>
            Switch to {other.name} <span className="text-12 text-muted">{other.role}</span>
          </button>
        </form>
      ))}
      <Link className={sheetRow} href="/author">
        Your Personas
      </Link>
      <Link className={sheetRow} href="/author/money">
        What you earn
      </Link>
      <Link className={sheetRow} href="/orders">
        Orders and payments
      </Link>
      <Link className={sheetRow} href="/settings/revocation">
        Leaving a revoked Persona
      </Link>
      <Link className={sheetRow} href="/settings/tokens">
        API tokens
      </Link>
      {children}
      <form method="post" action="/api/sign-out">
        <button type="submit" className={sheetRow}>
          Sign out
        </button>
      </form>
    </SheetMenu>
  );
}
