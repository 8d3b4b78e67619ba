"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { UseMutationResult } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { fleetKey } from "./use-fleet.ts";

/** A command on a fleet: afterwards everything shown about that fleet is read again. */
export function useFleetCommand<Input = void>(
  fleetId: string,
  run: (input: Input) => Promise<unknown>,
): UseMutationResult<unknown, Error, Input> {
  const queries = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: run,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: fleetKey(fleetId) });
      router.refresh();
    },
  });
}
