import Link from "next/link";
import type { ReactNode } from "react";

export type Segment<Value extends string> = {
  readonly value: Value;
  readonly label: ReactNode;
  /** Where this view lives, when it has an address; then no script is needed. */
  readonly href?: string;
  readonly disabled?: boolean;
  /** Why it cannot be chosen, when it cannot. */
  readonly title?: string;
};

type Props<Value extends string> = {
  readonly label: string;
  readonly segments: readonly Segment<Value>[];
  readonly value: Value;
  readonly onChange?: (value: Value) => void;
};

const look =
  "inline-flex min-h-6.5 items-center rounded-1 border-0 bg-transparent px-2.5 text-13 font-medium text-muted no-underline " +
  "cursor-pointer hover:text-text hover:no-underline disabled:cursor-not-allowed disabled:opacity-55 " +
  "aria-pressed:bg-raised aria-pressed:text-text aria-pressed:shadow-[0_0_0_1px_var(--line-strong)] " +
  "aria-[current=true]:bg-raised aria-[current=true]:text-text aria-[current=true]:shadow-[0_0_0_1px_var(--line-strong)]";

/** One of a few views of the same thing. */
export function Segmented<Value extends string>({ label, segments, value, onChange }: Props<Value>) {
  return (
    <div role="group" aria-label={label} className="inline-flex rounded-2 border border-line bg-sunk p-0.5">
      {segments.map(({ value: own, label: name, href, disabled = false, title }) =>
        href === undefined ? (
          <button
            key={own}
            type="button"
            className={look}
            aria-pressed={own === value}
            disabled={disabled}
            title={title}
            onClick={() => onChange?.(own)}
          >
            {name}
          </button>
        ) : (
          <Link
            key={own}
            href={href}
            prefetch={false}
            className={look}
            aria-current={own === value ? "true" : undefined}
          >
            {name}
          </Link>
        ),
      )}
    </div>
  );
}
