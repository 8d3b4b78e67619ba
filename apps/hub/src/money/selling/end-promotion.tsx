"use client";

import { trpc } from "../../trpc/client.ts";
import { Confirm } from "../confirm.tsx";

type Props = { readonly personaId: string; readonly promotionId: string; readonly code: string };

/** Ends a code. */
export function EndPromotion({ personaId, promotionId, code }: Props) {
  return (
    <Confirm
      label="End it"
      size="small"
      question={`End ${code}?`}
      consequence="Nobody can use it any more. What was bought with it stays as it is."
      yes="End it"
      no="Keep it"
      tell={() => trpc.endPromotion.mutate({ personaId, promotionId })}
    />
  );
}
