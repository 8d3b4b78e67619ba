"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";

// What was asked of the payment processor is there a moment later, when the hub has read it again.
const looksMs = [0, 800, 2_000, 4_000, 8_000];

/** Reads the page again at once and some more times, after something was asked of the payment processor. */
export function useSettling(): () => void {
  const router = useRouter();
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);
  const stop = (): void => timers.current.forEach((timer) => clearTimeout(timer));
  useEffect(() => stop, []);
  return useCallback(() => {
    stop();
    timers.current = looksMs.map((ms) => setTimeout(() => router.refresh(), ms));
  }, [router]);
}
