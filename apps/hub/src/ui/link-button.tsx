import Link from "next/link";
import type { ComponentProps } from "react";
import { buttonLook, type ButtonSize, type ButtonTone } from "./button-look.ts";
import { classes } from "./classes.ts";

type Props = ComponentProps<typeof Link> & {
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  readonly wide?: boolean;
};

/** Leads somewhere and looks like a button: the next step of a page. */
export function LinkButton({ tone = "plain", size = "medium", wide = false, className, ...rest }: Props) {
  return <Link className={classes(buttonLook({ tone, size, wide }), className)} {...rest} />;
}
