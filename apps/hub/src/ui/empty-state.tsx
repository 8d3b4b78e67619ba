import type { ReactNode } from "react";
import { LinkButton } from "./link-button.tsx";

type Props = {
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: { readonly href: string; readonly label: string } | undefined;
};

/** What a list shows when there is nothing in it: what belongs here, and the next step. */
export function EmptyState({ title, children, action }: Props) {
  return (
    <div className="grid justify-items-center gap-2 px-6 py-10 text-center">
      <h2>{title}</h2>
      <p className="max-w-[52ch] text-muted">{children}</p>
      {action !== undefined && (
        <LinkButton tone="primary" className="mt-2" href={action.href}>
          {action.label}
        </LinkButton>
      )}
    </div>
  );
}
