import type { Metadata } from "next";
import { StylePage } from "../../style-page/style-page.tsx";

export const metadata: Metadata = {
  title: "Style",
  description: "Every component of the hub in each of its states.",
  robots: { index: false },
};

export default function Style() {
  return <StylePage />;
}
