import { describe, expect, it } from "vitest";
import { headerLine, mailHtml, mailText } from "./mail-text.ts";

const parts = [
  { kind: "heading", text: "<script>alert(1)</script>" },
  { kind: "text", text: `a "quoted" & 'plain'\nsecond line` },
  { kind: "link", label: "<b>Open</b>", url: 'https://hub.example/?a=1&b="><img src=x>' },
] as const;

describe("mailHtml", () => {
  it("escapes whatever people wrote, in text, labels and addresses", () => {
    const html = mailHtml({ parts, footer: [{ kind: "text", text: "<i>bye</i>" }] });
    expect(html).not.toMatch(/<(?:script|img|b|i)\b/);
    expect(html).toContain("&lt;script&gt;");
    expect(html).toContain("second line");
    expect(html).toContain('href="https://hub.example/?a=1&amp;b=&quot;&gt;&lt;img src=x&gt;"');
  });

  it("gives no address but one of the web to a link", () => {
    const html = mailHtml({ parts: [{ kind: "link", label: "x", url: "javascript:alert(1)" }], footer: [] });
    expect(html).toContain('href="#"');
  });
});

describe("mailText", () => {
  it("sets what is small apart, as mail readers expect", () => {
    const text = mailText({ parts, footer: [{ kind: "text", text: "bye" }] });
    expect(text).toContain("\n-- \nbye\n");
    expect(text).toContain("<b>Open</b>: https://hub.example/");
  });
});

describe("headerLine", () => {
  it.each([
    ["New\r\nBcc: everybody@example.org", "New Bcc: everybody@example.org"],
    ["  plain  ", "plain"],
    ["x".repeat(300), "x".repeat(200)],
  ])("makes one line of %j", (text, line) => {
    expect(headerLine(text)).toBe(line);
  });
});
