import Link from "next/link";
import { buttonLook } from "./button-look.ts";
import { Icon } from "./icon.tsx";

type Props = {
  /** The first and the last shown, counted from 1. */
  readonly from: number;
  readonly to: number;
  /** How many there are; `atLeast` when they were not all counted. */
  readonly total: number;
  readonly atLeast?: boolean;
  readonly previous?: string | undefined;
  readonly next?: string | undefined;
};

const grouped = new Intl.NumberFormat("en-GB");

/** Which part of a long list is shown, and the ways to the parts beside it. */
export function Pagination({ from, to, total, atLeast = false, previous, next }: Props) {
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3 text-13 text-muted">
      <span>
        {grouped.format(from)}–{grouped.format(to)} of {atLeast && "more than "}
        {grouped.format(total)}
      </span>
      <span className="flex gap-2">
        {previous !== undefined && (
          <Link className={buttonLook({})} href={previous} prefetch={false} rel="prev">
            <Icon name="chevron-left" size={12} /> Previous
          </Link>
        )}
        {next !== undefined && (
          <Link className={buttonLook({})} href={next} prefetch={false} rel="next">
            Next <Icon name="chevron-right" size={12} />
          </Link>
        )}
      </span>
    </nav>
  );
}
