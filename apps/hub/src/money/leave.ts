"use client";

import { useEffect } from "react";

/** Goes to a page of the payment processor's. */
export function leaveFor(url: string): void {
  window.location.assign(url);
}

/** Calls back when somebody comes back to the page with the browser's own button: what waited for the other page waits no more. */
export function useReturned(returned: () => void): void {
  useEffect(() => {
    const onShow = ({ persisted }: PageTransitionEvent): void => {
      if (persisted) returned();
    };
    window.addEventListener("pageshow", onShow);
    return () => window.removeEventListener("pageshow", onShow);
  }, [returned]);
}
