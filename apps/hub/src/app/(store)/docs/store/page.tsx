import type { Metadata } from "next";
import { readEnvironment } from "../../../../env.ts";
import { HowItRanks } from "../../../../store/how-it-ranks.tsx";
import { pageMetadata } from "../../../../store/indexing/page-metadata.ts";

export function generateMetadata(): Metadata {
  return pageMetadata({
    hubUrl: readEnvironment().hubUrl,
    path: "/docs/store",
    title: "How the store is put in order",
    description: "What “best” means, whose votes count, what the gate repeats, and what a measured effect is.",
  });
}

export default function StoreDocsPage() {
  return <HowItRanks />;
}
