import type { Mail, MailPart } from "./mail.ts";

/** A mail for those who read text. */
export function mailText({ parts, footer }: Pick<Mail, "parts" | "footer">): string {
  const body = parts.map(partText).join("\n\n");
  return footer.length === 0 ? `${body}\n` : `${body}\n\n-- \n${footer.map(partText).join("\n")}\n`;
}

function partText(part: MailPart): string {
  switch (part.kind) {
    case "heading":
      return `${part.text}\n${"-".repeat(Math.min(70, part.text.length))}`;
    case "text":
      return part.text;
    case "link":
      return `${part.label}: ${part.url}`;
  }
  return part satisfies never;
}

/** The same as simple HTML: no pictures, no styles from elsewhere, nothing that tells when it was opened. */
export function mailHtml({ parts, footer }: Pick<Mail, "parts" | "footer">): string {
  const small =
    footer.length === 0 ? "" : `<hr>${footer.map((part) => `<p><small>${partHtml(part)}</small></p>`).join("")}`;
  const body = parts.map((part) => (part.kind === "heading" ? partHtml(part) : `<p>${partHtml(part)}</p>`)).join("");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body>${body}${small}</body></html>`;
}

function partHtml(part: MailPart): string {
  switch (part.kind) {
    case "heading":
      return `<h2>${escaped(part.text)}</h2>`;
    case "text":
      return escaped(part.text).replaceAll("\n", "<br>");
    case "link":
      return `<a href="${escaped(webAddress(part.url))}">${escaped(part.label)}</a>`;
  }
  return part satisfies never;
}

// A link in a mail goes to the web: what else an address could do, it does not do from here.
function webAddress(url: string): string {
  return /^https?:\/\//i.test(url) ? url : "#";
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}

/** One line for a header: what could begin another one becomes a space. */
export function headerLine(text: string, most = 200): string {
  return text
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, most);
}
