"use client";

import { usePathname } from "next/navigation";
import { Tabs } from "../ui/tabs.tsx";

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
    <Tabs
      label="Fleet"
      inset
      tabs={tabs.map(([end, label]) => ({
        href: base + end,
        label,
        current: end === "" ? path === base : path.startsWith(base + end),
      }))}
    />
  );
}
