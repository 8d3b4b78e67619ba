import type { TenantView } from "@fleet-persona/hub-core";

type Props = { readonly email: string; readonly tenant: TenantView; readonly tenants: readonly TenantView[] };

/** Who is signed in, for which tenant; forms, so that it works without scripts. */
export function AccountMenu({ email, tenant, tenants }: Props) {
  const others = tenants.filter(({ tenantId }) => tenantId !== tenant.tenantId);
  return (
    <details className="menu">
      <summary className="account" role="button" aria-label={`Account: ${tenant.name}`}>
        <span className="account-mark" aria-hidden="true">
          {tenant.name.slice(0, 1).toUpperCase()}
        </span>
        <span className="account-name">{tenant.name}</span>
      </summary>
      <div className="menu-sheet">
        <p className="menu-note">
          {email}
          <br />
          {tenant.role} of {tenant.name}
        </p>
        {others.map((other) => (
          <form key={other.tenantId} method="post" action="/api/tenant">
            <input type="hidden" name="tenantId" value={other.tenantId} />
            <button type="submit">
              Switch to {other.name} <span className="muted tiny">{other.role}</span>
            </button>
          </form>
        ))}
        <a href="/author">Your Personas</a>
        <a href="/settings/revocation">Leaving a revoked Persona</a>
        <a href="/settings/tokens">API tokens</a>
        <form method="post" action="/api/sign-out">
          <button type="submit">Sign out</button>
        </form>
      </div>
    </details>
  );
}
