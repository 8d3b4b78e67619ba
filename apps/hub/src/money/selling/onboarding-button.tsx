"use client";

import { useEffect } from "react";
import { trpc } from "../../trpc/client.ts";
import { TellButton } from "../tell-button.tsx";
import { useSettling } from "../use-settling.ts";

const openPage = async (): Promise<string> => (await trpc.openOnboarding.mutate({})).onboardingUrl;

/** Leads to the processor's page with what is missing. */
export function OnboardingButton({ label }: { readonly label: string }) {
  return <TellButton tone="primary" label={label} asking="Opening the next page…" tell={openPage} />;
}

/** For who comes back from the processor's page: has the hub read the account again, and the page show it. */
export function LookAtSeller() {
  const settle = useSettling();
  useEffect(() => {
    // Not reached: the account is read again every night all the same.
    trpc.lookAtSeller.mutate({}).then(settle, settle);
  }, [settle]);
  return null;
}
