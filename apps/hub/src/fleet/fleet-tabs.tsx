"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

const tabs = [
  ["", "Live"],
  ["/persona", "Persona"],
  ["/configuration", "Configuration"],
  ["/signals", "Signals"],
  ["/hosts", "Hosts"],
  ["/decisions", "Decisions"],
  ["/what-if", "What if"],
  ["/trials", "Trials"],
  ["/experiments", "Experiments"],
  ["/events", "Events"],
  ["/install", "Install"],
] as const;

export function FleetTabs({ fleetId }: { readonly fleetId: string }) {
  const path = usePathname();
  const base = `/fleets/${fleetId}`;
  return (
    <nav className="tabs" aria-label="Fleet">
      {tabs.map(([end, label]) => {
        const here = end === "" ? path === base : path.startsWith(base + end);
        return (
          <Link key={label} href={base + end} aria-current={here ? "page" : undefined}>
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
