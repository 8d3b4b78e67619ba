import type { ReactNode } from "react";

type Props = {
  readonly title: string;
  /** What happened and what to do now. */
  readonly children: ReactNode;
  /** The way on: a button that tries again, a link elsewhere. */
  readonly action?: ReactNode;
};

/** What stands where something could not be shown. */
export function ErrorState({ title, children, action }: Props) {
  return (
    <div role="alert" className="grid justify-items-center gap-2 px-6 py-10 text-center">
      <svg width="28" height="28" viewBox="0 0 28 28" className="text-bad" aria-hidden="true">
        <rect
          x="7"
          y="7"
          width="14"
          height="14"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          transform="rotate(45 14 14)"
        />
        <path d="M14 10v5M14 18v.2" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />
      </svg>
      <h2>{title}</h2>
      <p className="max-w-[52ch] text-muted">{children}</p>
      {action !== undefined && <div className="mt-2">{action}</div>}
    </div>
  );
}
