import type { Metadata } from "next";
import { readEnvironment } from "../../../../env.ts";
import { BuyingTerms } from "../../../../money/terms/buying-terms.tsx";
import { pageMetadata } from "../../../../store/indexing/page-metadata.ts";

export function generateMetadata(): Metadata {
  return pageMetadata({
    hubUrl: readEnvironment().hubUrl,
    path: "/terms/buying",
    title: "Terms of buying",
    description: "Who sells, what you may do with a Persona, tax, renewal, and how you get your money back.",
  });
}

export default function BuyingTermsPage() {
  return <BuyingTerms />;
}
