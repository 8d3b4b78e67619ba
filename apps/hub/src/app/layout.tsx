/* oxlint-disable import/no-unassigned-import -- global styles have no names, and the root layout is where Next takes them from */
import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/controls.css";
import "../styles/surfaces.css";
import "../styles/shell.css";
import "../styles/store.css";
import "../styles/fleet.css";
import "../styles/control.css";
import "../styles/configuration.css";
import "../styles/signals.css";
import "../styles/reviews.css";
import "../styles/lifecycle.css";
import "../styles/trials.css";
import "../styles/experiment-charts.css";
import "../styles/experiments.css";
import "../styles/experiment-plan.css";
import "../styles/campaigns.css";
import "../styles/family.css";

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
