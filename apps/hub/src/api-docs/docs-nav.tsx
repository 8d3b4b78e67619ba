import type { ReactNode } from "react";
import type { DocumentedOperation } from "./read-document.ts";
import { sectionId } from "./section-id.ts";

type Props = {
  readonly sections: readonly { readonly name: string; readonly operations: readonly DocumentedOperation[] }[];
  readonly search: ReactNode;
};

/** What there is, at the side or, where there is no room, folded above the page. */
export function DocsNav({ sections, search }: Props) {
  const list = (
    <ul role="list" className="grid gap-3 text-13">
      {sections
        .filter(({ operations }) => operations.length > 0)
        .map(({ name, operations }) => (
          <li key={name}>
            <a href={`#${sectionId(name)}`} className="font-medium text-text">
              {name}
            </a>
            <ul role="list" className="mt-1 grid gap-0.5 border-l border-line pl-3">
              {operations.map(({ operationId, summary }) => (
                <li key={operationId}>
                  <a href={`#${operationId}`} className="block py-0.5 text-muted">
                    {summary}
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
    </ul>
  );
  return (
    <div className="grid content-start gap-4 *:min-w-0">
      {search}
      <nav
        aria-label="Operations"
        className="hidden lg:sticky lg:top-16 lg:block lg:max-h-[calc(100dvh-80px)] lg:overflow-y-auto"
      >
        {list}
      </nav>
      <details className="lg:hidden">
        <summary className="cursor-pointer text-13">All operations</summary>
        <nav aria-label="Operations, folded" className="mt-2">
          {list}
        </nav>
      </details>
    </div>
  );
}
