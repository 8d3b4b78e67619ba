import type { ComponentProps } from "react";
import { iconButtonLook, type ButtonSize, type ButtonTone } from "./button-look.ts";
import { classes } from "./classes.ts";
import { Icon, type IconName } from "./icon.tsx";

type Props = Omit<ComponentProps<"button">, "children"> & {
  readonly icon: IconName;
  /** What it does: read aloud, and shown when pointed at. */
  readonly label: string;
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
};

/** A button that is only an icon, with its words where readers and pointers find them. */
export function IconButton({
  icon,
  label,
  tone = "quiet",
  size = "medium",
  className,
  type = "button",
  ...rest
}: Props) {
  return (
    <button
      type={type}
      className={classes(iconButtonLook({ tone, size }), className)}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
