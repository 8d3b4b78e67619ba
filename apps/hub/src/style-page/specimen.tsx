import type { ReactNode } from "react";

type SectionProps = {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly children: ReactNode;
};

/** One chapter of the style page. */
export function Chapter({ id, title, note, children }: SectionProps) {
  return (
    <section aria-labelledby={id} className="grid min-w-0 gap-4 border-t border-line pt-6 *:min-w-0">
      <div>
        <h2 id={id} className="text-20">
          {title}
        </h2>
        <p className="mt-1 max-w-read text-muted">{note}</p>
      </div>
      {children}
    </section>
  );
}

type Props = { readonly name: string; readonly children: ReactNode };

/** One component, named, in its states. */
export function Specimen({ name, children }: Props) {
  return (
    <div className="grid min-w-0 content-start gap-3 rounded-3 border border-line bg-raised p-4 *:min-w-0">
      <h3 className="font-mono text-12 font-normal text-muted">{name}</h3>
      {children}
    </div>
  );
}

/** Specimens beside each other where there is room. */
export function Specimens({ children }: { readonly children: ReactNode }) {
  return <div className="grid gap-4 md:grid-cols-2">{children}</div>;
}
