"use client";

import dynamic from "next/dynamic";

/** The command palette for those who are signed in: what it takes is not sent to anybody else. */
export const LazyPalette = dynamic(() => import("../../ui/command-palette.tsx").then((file) => file.CommandPalette));
