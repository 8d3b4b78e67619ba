import type { Metadata } from "next";
import { readEnvironment } from "../../../../env.ts";
import { SellingTerms } from "../../../../money/terms/selling-terms.tsx";
import { pageMetadata } from "../../../../store/indexing/page-metadata.ts";

export function generateMetadata(): Metadata {
  return pageMetadata({
    hubUrl: readEnvironment().hubUrl,
    path: "/terms/selling",
    title: "Terms of selling",
    description: "What authors receive of a price, when they are paid, and what becomes of it when money goes back.",
  });
}

export default function SellingTermsPage() {
  return <SellingTerms />;
}
