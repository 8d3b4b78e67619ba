"use client";

import { useMutation } from "@tanstack/react-query";
import type { UseMutationResult } from "@tanstack/react-query";
import { useRouter } from "next/navigation";

/** Tells the hub a decision and shows the desk as it is then. */
export function useDecision<Said>(tell: (said: Said) => Promise<unknown>): UseMutationResult<unknown, Error, Said> {
  const router = useRouter();
  return useMutation({ mutationFn: tell, onSuccess: () => router.refresh() });
}
