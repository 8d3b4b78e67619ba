import { Card, CardHead } from "../ui/card.tsx";
import { operationPath, sectionPath, slugOf } from "./docs-paths.ts";
import type { DocumentedOperation } from "./read-document.ts";

type Props = {
  readonly name: string;
  readonly description: string;
  readonly operations: readonly DocumentedOperation[];
};

/** A section in short: what can be asked, and what it takes. */
export function OperationTable({ name, description, operations }: Props) {
  const id = `section-${slugOf(name)}`;
  return (
    <Card aria-labelledby={id}>
      <CardHead title={<a href={sectionPath(name)}>{name}</a>} id={id} note={description.replaceAll("`", "")} />
      <ul role="list" className="grid *:border-b *:border-line [&>*:last-child]:border-b-0">
        {operations.map((operation) => (
          <li key={operation.operationId} className="grid gap-x-4 gap-y-0.5 px-4 py-2 text-13 md:grid-cols-2">
            <a href={operationPath(operation)}>{operation.summary}</a>
            <span className="min-w-0 text-muted">
              <code className="wrap-anywhere">
                {operation.method} {operation.path}
              </code>
              <span className="block text-12">{accessWords(operation)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function accessWords(operation: DocumentedOperation): string {
  if (operation.security.length === 0) return "no token";
  return operation["x-scope"] ?? "source token";
}
