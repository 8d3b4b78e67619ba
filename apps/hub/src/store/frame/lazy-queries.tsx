"use client";

import dynamic from "next/dynamic";

/** What controls of signed-in people ask the hub through; signed-out pages have no controls. */
export const LazyQueries = dynamic(() => import("../../ui/queries.tsx").then((file) => file.Queries));
