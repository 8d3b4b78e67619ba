import type { OpenApiDocument } from "../http-api/openapi/document.ts";
import { commonProblems, statusOfCode } from "../http-api/problem-codes.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Page, PageHead } from "../ui/page.tsx";
import { Stack } from "../ui/stack.tsx";
import { DocsNav } from "./docs-nav.tsx";
import { DocsSearch } from "./docs-search.tsx";
import { OperationCard } from "./operation-card.tsx";
import { ProblemList } from "./problem-list.tsx";
import { findOperations, operationsOf } from "./read-document.ts";
import type { DocumentedOperation, SchemaNode } from "./read-document.ts";
import { SchemaList } from "./schema-list.tsx";
import { sectionId } from "./section-id.ts";

type Props = { readonly document: OpenApiDocument; readonly q: string };

/** The rendered document: everything is there before a script is, and a search is an address. */
export function ApiDocsPage({ document, q }: Props) {
  const all = operationsOf(document);
  const shown = findOperations(all, q);
  const sections = document.tags.map((tag) => ({
    ...tag,
    operations: shown.filter(({ tags }) => tags.includes(tag.name)),
  }));
  return (
    <Page>
      <PageHead title="API" lead="What programs may ask of the hub. Every example on this page is run by a test.">
        <LinkButton href="/api/v1/openapi.json" prefetch={false}>
          OpenAPI 3.1
        </LinkButton>
      </PageHead>
      <div className="grid gap-6 *:min-w-0 lg:grid-cols-[240px_minmax(0,1fr)]">
        <DocsNav sections={sections} search={<DocsSearch q={q} found={shown.length} of={all.length} />} />
        <Stack>
          {q === "" && <About text={String(document.info["description"])} />}
          {shown.length === 0 && (
            <EmptyState
              title="No operation has all of these words"
              action={{ href: "/docs/api", label: "Show all of them" }}
            >
              Paths, names, scopes and sentences are searched.
            </EmptyState>
          )}
          {sections
            .filter(({ operations }) => operations.length > 0)
            .map((section) => (
              <TagSection key={section.name} {...section} />
            ))}
          {q === "" && <ProblemList codes={codesOf(all)} />}
          <SchemaList schemas={document.components.schemas as Readonly<Record<string, SchemaNode>>} />
        </Stack>
      </div>
    </Page>
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

type Section = {
  readonly name: string;
  readonly description: string;
  readonly operations: readonly DocumentedOperation[];
};

function TagSection({ name, description, operations }: Section) {
  const id = sectionId(name);
  return (
    <section aria-labelledby={id} className="grid gap-4 *:min-w-0">
      <div>
        <h2 id={id} className="scroll-mt-16 text-20">
          {name}
        </h2>
        <p className="text-muted">{description.replaceAll("`", "")}</p>
      </div>
      {operations.map((operation) => (
        <OperationCard key={operation.operationId} operation={operation} />
      ))}
    </section>
  );
}

function codesOf(
  all: readonly DocumentedOperation[],
): readonly { code: string; status: number; meaning: string | null }[] {
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
