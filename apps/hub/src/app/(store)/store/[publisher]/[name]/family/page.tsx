import { getFamily } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { FamilyTree } from "../../../../../../family/family-view.tsx";
import { ask } from "../../../../../../trpc/ask.ts";

type Props = { readonly params: Promise<{ readonly publisher: string; readonly name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { publisher, name } = await params;
  return { title: `Family of ${publisher}/${name}` };
}

export default async function FamilyPage({ params }: Props) {
  const family = await ask(getFamily, await params);
  const measured = family.versions.filter(({ effects }) => effects.length > 0).length;
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <p className="tiny">
            <Link href="/store">Store</Link>{" "}
            <span className="muted">
              / <Link href={`/store/${family.personaId}`}>{family.personaId}</Link>
            </span>
          </p>
          <h1>Family of {family.title}</h1>
          <p>
            Every version below what it was made from, as its signed manifest says. An effect is shown beside what it
            was compared with, and says who says so: your own experiment, another tenant&apos;s agents, or the author
            before it ran.
          </p>
        </div>
      </div>
      {measured === 0 && (
        <p className="notice">
          Nobody has measured one of these versions beside another yet.{" "}
          <Link href="/experiments/new">Plan an experiment</Link> to be the first.
        </p>
      )}
      <FamilyTree family={family} />
    </div>
  );
}
