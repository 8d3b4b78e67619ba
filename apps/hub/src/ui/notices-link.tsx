import Link from "next/link";
import { iconButtonLook } from "./button-look.ts";
import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";

type Props = {
  readonly href: string;
  /** How many were not read yet. */
  readonly unread: number;
};

/** The bell of the bar, with how many notices wait behind it. */
export function NoticesLink({ href, unread }: Props) {
  const label = unread === 0 ? "Notices" : `Notices, ${unread} unread`;
  return (
    <Link href={href} aria-label={label} title={label} className={classes(iconButtonLook({}), "relative")}>
      <Icon name="bell" />
      {unread > 0 && (
        <span
          aria-hidden="true"
          className="absolute -top-0.5 -right-0.5 min-w-4 rounded-[8px] bg-accent px-1 text-center font-mono text-[10px] leading-4 font-bold text-on-accent"
        >
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </Link>
  );
}
