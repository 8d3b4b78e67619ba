import type { ReactNode } from "react";

/** What to do, one after the other. Its children are `Step`s. */
export function Steps({ children }: { readonly children: ReactNode }) {
  return <ol className="grid gap-6 p-0 [counter-reset:step] list-none">{children}</ol>;
}

type StepProps = { readonly title: ReactNode; readonly level?: 2 | 3; readonly children?: ReactNode };

export function Step({ title, level = 3, children }: StepProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <li className="grid grid-cols-[28px_minmax(0,1fr)] gap-x-3 [counter-increment:step] before:grid before:size-7 before:place-items-center before:rounded-full before:border before:border-line-strong before:font-mono before:text-12 before:content-[counter(step)]">
      <div className="grid min-w-0 gap-3 *:min-w-0">
        <Heading className="pt-0.5">{title}</Heading>
        {children}
      </div>
    </li>
  );
}
