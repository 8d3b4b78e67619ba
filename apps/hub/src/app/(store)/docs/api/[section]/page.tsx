import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { docsTitleOf, SectionPage } from "../../../../../api-docs/section-page.tsx";
import { apiDocument } from "../../../../../http-api/index.ts";

type Props = { readonly params: Promise<{ readonly section: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const title = docsTitleOf(apiDocument(), (await params).section);
  return { title: title === null ? "API" : `${title}, API` };
}

export default async function DocsSectionPage({ params }: Props) {
  const { section } = await params;
  if (docsTitleOf(apiDocument(), section) === null) notFound();
  return <SectionPage document={apiDocument()} slug={section} />;
}
