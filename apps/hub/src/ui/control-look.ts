/** How a control to write in looks: one line, a text, a choice. */
export const controlLook =
  "w-full min-h-9 rounded-2 border border-edge bg-raised px-3 text-14 placeholder:text-muted " +
  "focus-visible:border-focus focus-visible:outline-offset-0 " +
  "aria-invalid:border-bad disabled:bg-sunk disabled:text-muted disabled:cursor-not-allowed";
