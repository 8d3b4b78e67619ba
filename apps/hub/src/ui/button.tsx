import type { ComponentProps } from "react";
import { buttonLook, type ButtonSize, type ButtonTone } from "./button-look.ts";
import { classes } from "./classes.ts";

type Props = ComponentProps<"button"> & {
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  /** As wide as what it stands in. */
  readonly wide?: boolean;
};

/** Does something. It says what happens: "Approve for 3 fleets". */
export function Button({ tone, size, wide, className, type = "button", ...rest }: Props) {
  const look = buttonLook({
    ...(tone !== undefined && { tone }),
    ...(size !== undefined && { size }),
    ...(wide !== undefined && { wide }),
  });
  return <button type={type} className={classes(look, className)} {...rest} />;
}
