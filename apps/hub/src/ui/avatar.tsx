import { classes } from "./classes.ts";

const sizes = { small: "size-6 text-12", medium: "size-8 text-13", large: "size-12 text-20" };

type Props = { readonly name: string; readonly size?: keyof typeof sizes; readonly square?: boolean };

/** The first letter of a name: round for people and tenants, square for publishers. The name stands beside it. */
export function Avatar({ name, size = "small", square = false }: Props) {
  return (
    <span
      aria-hidden="true"
      className={classes(
        "grid flex-none place-items-center bg-accent-wash font-bold text-accent",
        square ? "rounded-2" : "rounded-full",
        sizes[size],
      )}
    >
      {String.fromCodePoint(name.trim().codePointAt(0) ?? 0x3f).toUpperCase()}
    </span>
  );
}
