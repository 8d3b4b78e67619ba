import type { OpenApiDocument } from "../http-api/openapi/document.ts";
import { commonProblems, statusOfCode } from "../http-api/problem-codes.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { DocsFrame } from "./docs-frame.tsx";
import { docsPath } from "./docs-paths.ts";
import { OperationTable } from "./operation-table.tsx";
import { ProblemList } from "./problem-list.tsx";
import { findOperations, operationsOf } from "./read-document.ts";
import type { DocumentedOperation } from "./read-document.ts";

type Props = { readonly document: OpenApiDocument; readonly q: string };

/** The first page of the rendered document, or what a search found in it. */
export function ApiDocsPage({ document, q }: Props) {
  const all = operationsOf(document);
  const shown = findOperations(all, q);
  const searched = q.trim() !== "";
  const sections = document.tags
    .map((tag) => ({ ...tag, operations: shown.filter(({ tags }) => tags.includes(tag.name)) }))
    .filter(({ operations }) => operations.length > 0);
  return (
    <DocsFrame
      document={document}
      title="API"
      lead="What programs may ask of the hub. Every example in these pages is run by a test."
      open={null}
      q={q}
      {...(searched ? { found: shown.length } : {})}
    >
      {!searched && <About text={String(document.info["description"])} />}
      {shown.length === 0 && (
        <EmptyState title="No operation has all of these words" action={{ href: docsPath, label: "Show all of them" }}>
          Paths, names, scopes and sentences are searched.
        </EmptyState>
      )}
      {sections.map((section) => (
        <OperationTable key={section.name} {...section} />
      ))}
      {!searched && <ProblemList codes={codesOf(all)} />}
    </DocsFrame>
  );
}

function About({ text }: { readonly text: string }) {
  return (
    <Card aria-labelledby="about">
      <CardHead title="What holds for all of it" id="about" />
      <CardBody>
        <Markdown source={text} />
      </CardBody>
    </Card>
  );
}

type Code = { readonly code: string; readonly status: number; readonly meaning: string | null };

function codesOf(all: readonly DocumentedOperation[]): readonly Code[] {
  const named = all.flatMap(({ responses }) =>
    Object.entries(responses)
      .filter(([status]) => Number(status) >= 400)
      .flatMap(([, { description }]) => [...description.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code)),
  );
  return [...new Set([...Object.keys(commonProblems), ...named])].map((code) => ({
    code,
    status: statusOfCode(code),
    meaning: (commonProblems as Readonly<Record<string, string>>)[code] ?? null,
  }));
}
