import { getFleet, listHosts } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { FleetHeader } from "../../../../fleet/fleet-header.tsx";
import { ask, requireSession } from "../../../../trpc/ask.ts";

type Props = { readonly params: Promise<{ readonly fleetId: string }>; readonly children: ReactNode };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await ask(getFleet, await params);
  return { title: { default: name, template: `%s · ${name} · Fleet Persona` } };
}

export default async function FleetLayout({ params, children }: Props) {
  const { fleetId } = await params;
  const [fleet, hosts, { actor }] = await Promise.all([
    ask(getFleet, { fleetId }),
    ask(listHosts, { fleetId }),
    requireSession(),
  ]);
  return (
    <>
      <FleetHeader initial={fleet} hosts={hosts} role={actor.role} />
      {children}
    </>
  );
}
