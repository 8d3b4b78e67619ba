import type { ReactNode } from "react";
import { docsPath, operationPath, schemasPath, sectionPath } from "./docs-paths.ts";
import type { DocumentedOperation } from "./read-document.ts";

type Section = { readonly name: string; readonly operations: readonly DocumentedOperation[] };
type Props = { readonly sections: readonly Section[]; readonly open: string | null; readonly search: ReactNode };

/** The sections, the open one with its operations: at the side or, where there is no room, folded above the page. */
export function DocsNav({ sections, open, search }: Props) {
  const list = (
    <ul role="list" className="grid gap-1.5 text-13">
      <Entry href={docsPath} label="Overview" current={open === null} />
      {sections.map(({ name, operations }) => (
        <Entry key={name} href={sectionPath(name)} label={name} current={open === name}>
          {open === name && <Operations operations={operations} />}
        </Entry>
      ))}
      <Entry href={schemasPath} label="Schemas" current={open === "schemas"} />
    </ul>
  );
  return (
    <div className="grid content-start gap-4 *:min-w-0">
      {search}
      <nav
        aria-label="API"
        className="hidden lg:sticky lg:top-16 lg:block lg:max-h-[calc(100dvh-80px)] lg:overflow-y-auto"
      >
        {list}
      </nav>
      <details className="lg:hidden">
        <summary className="cursor-pointer text-13">Sections</summary>
        <nav aria-label="API, folded" className="mt-2">
          {list}
        </nav>
      </details>
    </div>
  );
}

type EntryProps = {
  readonly href: string;
  readonly label: string;
  readonly current: boolean;
  readonly children?: ReactNode;
};

function Entry({ href, label, current, children }: EntryProps) {
  return (
    <li>
      <a href={href} aria-current={current ? "page" : undefined} className={current ? "font-semibold text-text" : ""}>
        {label}
      </a>
      {children}
    </li>
  );
}

function Operations({ operations }: Pick<Section, "operations">) {
  return (
    <ul role="list" className="mt-1 grid gap-0.5 border-l border-line pl-3">
      {operations.map((operation) => (
        <li key={operation.operationId}>
          <a href={operationPath(operation)} className="block py-0.5 text-muted">
            {operation.summary}
          </a>
        </li>
      ))}
    </ul>
  );
}
