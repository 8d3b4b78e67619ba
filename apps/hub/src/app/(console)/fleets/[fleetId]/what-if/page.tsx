import type { Metadata } from "next";
import { Suspense } from "react";
import { WhatIf } from "../../../../../what-if/what-if.tsx";
import { Page } from "../../../../../ui/page.tsx";

export const metadata: Metadata = { title: "What if" };

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

export default async function WhatIfPage({ params }: Props) {
  return (
    <Page width="wide" top="near">
      <Suspense>
        <WhatIf fleetId={(await params).fleetId} />
      </Suspense>
    </Page>
  );
}
