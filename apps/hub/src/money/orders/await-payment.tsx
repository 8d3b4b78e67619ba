"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { trpc } from "../../trpc/client.ts";
import { Notice } from "../../ui/notice.tsx";

const everyMs = 1_500;
const longMs = 30_000;

/** Reads an order again until its payment is confirmed, and has the hub ask for it: what the processor tells by itself may be late. */
export function AwaitPayment({ orderId }: { readonly orderId: string }) {
  const router = useRouter();
  const [long, setLong] = useState(false);
  useEffect(() => {
    const look = (): void => {
      // Refused or not reached: the page is read again all the same.
      trpc.lookAtOrder.mutate({ orderId }).catch(() => undefined);
    };
    look();
    const [asking, reading] = [setInterval(look, 6_000), setInterval(() => router.refresh(), everyMs)];
    const late = setTimeout(() => setLong(true), longMs);
    return () => {
      clearInterval(asking);
      clearInterval(reading);
      clearTimeout(late);
    };
  }, [orderId, router]);
  return (
    <Notice tone="accent" role="status">
      {long
        ? "This takes longer than usual. You need not wait: you are told when it is confirmed, and nothing is charged twice."
        : "Your payment is being confirmed. This takes a few seconds."}
    </Notice>
  );
}
