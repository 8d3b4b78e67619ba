import Link from "next/link";
import type { ReactNode } from "react";

type Props = {
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: { readonly href: string; readonly label: string } | undefined;
};

/** What a list shows when there is nothing in it: what belongs here, and the next step. */
export function EmptyState({ title, children, action }: Props) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      <p>{children}</p>
      {action !== undefined && (
        <Link className="button button-primary" href={action.href}>
          {action.label}
        </Link>
      )}
    </div>
  );
}
