import { classes } from "../ui/classes.ts";
import { shownMoney } from "./shown-money.ts";
import type { Amount } from "./shown-money.ts";

type Props = Amount & {
  /** Say a plus too. */
  readonly signed?: boolean;
  readonly large?: boolean;
  readonly className?: string;
};

/** An amount with its currency, its digits as wide as each other. */
export function Money({ amountMinor, currency, signed = false, large = false, className }: Props) {
  return (
    <span className={classes("font-mono whitespace-nowrap tabular-nums", large && "text-20 leading-tight", className)}>
      {shownMoney({ amountMinor, currency }, signed)}
    </span>
  );
}
