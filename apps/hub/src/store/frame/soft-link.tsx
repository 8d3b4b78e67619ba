import type { ComponentProps } from "react";

type Props = Omit<ComponentProps<"a">, "href"> & {
  readonly href: string;
  /** Stay where one is on the page. */
  readonly keepsPlace?: boolean;
};

/** A plain anchor that `SoftLinks` follows without loading the page anew. A page of results has two hundred links, and Next's own would take most of the time it is made in. */
export function SoftLink({ keepsPlace = false, ...props }: Props) {
  return <a {...props} data-soft={keepsPlace ? "here" : "top"} />;
}
