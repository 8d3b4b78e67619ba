"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { places } from "./places.ts";

export function MainNav() {
  const path = usePathname();
  return (
    <nav className="bar-nav" aria-label="Main">
      {places
        .filter(({ inBar }) => inBar)
        .map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            prefetch={false}
            aria-current={path === href || path.startsWith(`${href}/`) ? "page" : undefined}
          >
            {label}
          </Link>
        ))}
    </nav>
  );
}
