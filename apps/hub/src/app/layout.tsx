/* oxlint-disable import/no-unassigned-import -- global styles have no names, and the root layout is where Next takes them from */
import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "../styles/hub.css";

export const metadata: Metadata = {
  title: { default: "Fleet Persona", template: "%s · Fleet Persona" },
  description: "Signed, learned configuration policies for fleets of servers.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#121a1d" },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // Every page carries a nonce of its own, so none may be rendered ahead of its request.
  await connection();
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
