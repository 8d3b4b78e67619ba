import type { OpenApiDocument } from "../http-api/openapi/document.ts";
import { DocsFrame } from "./docs-frame.tsx";
import { slugOf } from "./docs-paths.ts";
import { OperationCard } from "./operation-card.tsx";
import { operationsOf } from "./read-document.ts";
import { SchemaList } from "./schema-list.tsx";

type Props = { readonly document: OpenApiDocument; readonly slug: string };

/** The title of the page at an address below the document; null where there is none. */
export function docsTitleOf({ tags }: OpenApiDocument, slug: string): string | null {
  return slug === "schemas" ? "Schemas" : (tags.find(({ name }) => slugOf(name) === slug)?.name ?? null);
}

/** One section with all of its operations, or all schemas; null where the address names neither. */
export function SectionPage({ document, slug }: Props) {
  const title = docsTitleOf(document, slug);
  if (title === null) return null;
  if (slug === "schemas") {
    return (
      <DocsFrame document={document} title={title} lead="JSON Schema 2020-12, as the document has them." open="schemas">
        <SchemaList schemas={document.components.schemas} />
      </DocsFrame>
    );
  }
  const lead = document.tags.find(({ name }) => name === title)?.description.replaceAll("`", "");
  return (
    <DocsFrame document={document} title={title} lead={lead} open={title}>
      {operationsOf(document)
        .filter(({ tags }) => tags.includes(title))
        .map((operation) => (
          <OperationCard key={operation.operationId} operation={operation} />
        ))}
    </DocsFrame>
  );
}
