import { classes } from "./classes.ts";

export type ButtonTone = "plain" | "primary" | "quiet" | "danger" | "stop";
export type ButtonSize = "small" | "medium" | "large";

const base =
  "inline-flex items-center justify-center gap-2 border rounded-2 font-medium leading-none whitespace-nowrap " +
  "cursor-pointer no-underline transition-colors hover:no-underline " +
  "disabled:opacity-55 disabled:cursor-not-allowed aria-disabled:opacity-55 aria-disabled:cursor-not-allowed";

const tones: Record<ButtonTone, string> = {
  plain: "border-line-strong bg-raised text-text not-disabled:hover:bg-sunk",
  primary: "border-transparent bg-accent text-on-accent not-disabled:hover:bg-accent-strong",
  quiet: "border-transparent bg-transparent text-text not-disabled:hover:bg-sunk",
  danger: "border-line-strong bg-raised text-bad not-disabled:hover:bg-bad-wash",
  stop: "border-transparent bg-bad text-raised not-disabled:hover:bg-bad/86",
};

const sizes: Record<ButtonSize, string> = {
  small: "min-h-7 px-2 text-12",
  medium: "min-h-8 px-3 text-13",
  large: "min-h-10 px-5 text-14",
};

const squares: Record<ButtonSize, string> = { small: "size-7", medium: "size-8", large: "size-10" };

type Look = { readonly tone?: ButtonTone; readonly size?: ButtonSize; readonly wide?: boolean };

/** How a button looks, for what must be another element. */
export function buttonLook({ tone = "plain", size = "medium", wide = false }: Look): string {
  return classes(base, tones[tone], sizes[size], wide && "w-full");
}

/** The same without words: a square with an icon in it. */
export function iconButtonLook({ tone = "quiet", size = "medium" }: Omit<Look, "wide">): string {
  return classes(base, tones[tone], squares[size], "p-0");
}
