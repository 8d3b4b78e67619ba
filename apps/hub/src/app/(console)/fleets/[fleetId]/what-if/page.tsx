import type { Metadata } from "next";
import { Suspense } from "react";
import { WhatIf } from "../../../../../what-if/what-if.tsx";

export const metadata: Metadata = { title: "What if" };

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

export default async function WhatIfPage({ params }: Props) {
  return (
    <div className="page page-wide page-fleet">
      <Suspense>
        <WhatIf fleetId={(await params).fleetId} />
      </Suspense>
    </div>
  );
}
