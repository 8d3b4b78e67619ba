import type { ReactNode } from "react";

/** Text of a machine, whole: a file, a request, an answer. */
export function Code({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <pre
      aria-label={label}
      tabIndex={0}
      className="overflow-x-auto rounded-2 border border-line bg-sunk p-3 text-13 leading-normal whitespace-pre"
    >
      <code className="text-[1em]">{children}</code>
    </pre>
  );
}
