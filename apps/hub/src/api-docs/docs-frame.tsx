import type { ReactNode } from "react";
import type { OpenApiDocument } from "../http-api/openapi/document.ts";
import { LinkButton } from "../ui/link-button.tsx";
import { Page, PageHead } from "../ui/page.tsx";
import { Stack } from "../ui/stack.tsx";
import { DocsNav } from "./docs-nav.tsx";
import { docsPath } from "./docs-paths.ts";
import { DocsSearch } from "./docs-search.tsx";
import { operationsOf } from "./read-document.ts";

type Props = {
  readonly document: OpenApiDocument;
  readonly title: string;
  readonly lead: ReactNode;
  /** The section that is open, or `schemas`; null on the first page. */
  readonly open: string | null;
  readonly q?: string;
  readonly found?: number;
  readonly children: ReactNode;
};

/** What every page of the document has around it: where one is, what else there is, a search. */
export function DocsFrame({ document, title, lead, open, q = "", found, children }: Props) {
  const all = operationsOf(document);
  const sections = document.tags.map(({ name }) => ({
    name,
    operations: all.filter(({ tags }) => tags.includes(name)),
  }));
  return (
    <Page>
      <PageHead title={title} lead={lead} above={open === null ? undefined : <a href={docsPath}>API</a>}>
        <LinkButton href="/api/v1/openapi.json" prefetch={false}>
          OpenAPI 3.1
        </LinkButton>
      </PageHead>
      <div className="grid gap-6 *:min-w-0 lg:grid-cols-[240px_minmax(0,1fr)]">
        <DocsNav
          sections={sections}
          open={open}
          search={<DocsSearch q={q} {...(found === undefined ? {} : { found })} of={all.length} />}
        />
        <Stack>{children}</Stack>
      </div>
    </Page>
  );
}
