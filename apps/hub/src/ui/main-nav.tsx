"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Icon } from "./icon.tsx";
import { places } from "./places.ts";
import { SheetMenu } from "./sheet-menu.tsx";
import { sheetRow } from "./sheet-row.ts";

const inBar = places.filter((place) => place.inBar);

/** The places of the bar: beside each other where there is room, in a sheet where there is not. */
export function MainNav() {
  const path = usePathname();
  const currentOf = (href: string): "page" | undefined =>
    path === href || path.startsWith(`${href}/`) ? "page" : undefined;
  return (
    <>
      <nav className="flex gap-5 self-stretch max-lg:hidden" aria-label="Main">
        {inBar.map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            aria-current={currentOf(href)}
            className="flex items-center border-y-2 border-transparent text-13 font-medium whitespace-nowrap text-muted no-underline hover:text-text hover:no-underline focus-visible:-outline-offset-3 aria-[current=page]:border-b-accent aria-[current=page]:text-text"
          >
            {label}
          </Link>
        ))}
      </nav>
      <SheetMenu label="Menu" className="order-last lg:hidden" sign={<Icon name="menu" />}>
        <nav aria-label="Main" className="grid min-w-60">
          {inBar.map(({ href, label }) => (
            <Link key={href} href={href} aria-current={currentOf(href)} className={sheetRow}>
              {label}
            </Link>
          ))}
        </nav>
      </SheetMenu>
    </>
  );
}
