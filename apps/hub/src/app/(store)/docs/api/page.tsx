import type { Metadata } from "next";
import { ApiDocsPage } from "../../../../api-docs/api-docs-page.tsx";
import { apiDocument } from "../../../../http-api/index.ts";

export const metadata: Metadata = {
  title: "API",
  description: "What programs may ask of the hub: read the store, publish Personas, drive fleets and experiments.",
};

type Props = { readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>> };

export default async function DocsPage({ searchParams }: Props) {
  const { q } = await searchParams;
  return <ApiDocsPage document={apiDocument()} q={typeof q === "string" ? q.slice(0, 100) : ""} />;
}
