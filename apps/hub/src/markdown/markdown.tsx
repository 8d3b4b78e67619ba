import { Fragment } from "react";
import type { ReactNode } from "react";
import { parseBlocks } from "./blocks.ts";
import type { Block } from "./blocks.ts";
import type { Inline } from "./inline.ts";

// Said once for the whole: a card may have ten thousand cells.
const prose =
  "grid max-w-[72ch] gap-3 wrap-anywhere [&_h3]:mt-3 [&_h3]:text-16 [&_h4]:mt-2 [&_h4]:text-14 [&_ul]:grid [&_ul]:gap-1 [&_ul]:pl-5 " +
  "[&_ol]:grid [&_ol]:gap-1 [&_ol]:pl-5 [&_code]:rounded-1 [&_code]:bg-sunk [&_code]:px-0.75 [&_pre_code]:p-0 [&_pre]:overflow-x-auto " +
  "[&_pre]:rounded-2 [&_pre]:bg-sunk [&_pre]:p-3 [&_pre]:text-12 [&_blockquote]:m-0 [&_blockquote]:border-l-3 " +
  "[&_blockquote]:border-line-strong [&_blockquote]:pl-3 [&_blockquote]:text-muted [&_hr]:w-full [&_hr]:border-0 [&_hr]:border-t " +
  "[&_hr]:border-line [&_table]:border-collapse [&_table]:wrap-normal [&_table]:text-13 [&_td]:border-b [&_td]:border-line [&_td]:py-2 [&_td]:pr-4 " +
  "[&_th]:border-b [&_th]:border-line [&_th]:py-2 [&_th]:pr-4 [&_th]:text-left [&_th]:text-12 [&_th]:font-normal [&_th]:text-muted";

/** A model card as elements; its first heading is left to the page, and the others start one level down. */
export function Markdown({ source }: { readonly source: string }) {
  const blocks = parseBlocks(source);
  const shown = blocks[0]?.kind === "heading" && blocks[0].level === 1 ? blocks.slice(1) : blocks;
  return <div className={prose}>{shown.map((block, index) => renderBlock(block, index))}</div>;
}

function renderBlock(block: Block, key: number): ReactNode {
  switch (block.kind) {
    case "heading":
      return block.level <= 2 ? (
        <h3 key={key}>{inline(block.children)}</h3>
      ) : (
        <h4 key={key}>{inline(block.children)}</h4>
      );
    case "paragraph":
      return <p key={key}>{inline(block.children)}</p>;
    case "quote":
      return <blockquote key={key}>{inline(block.children)}</blockquote>;
    case "code":
      return (
        <pre key={key} tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case "list": {
      const items = block.items.map((item, index) => <li key={index}>{inline(item)}</li>);
      return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
    }
    case "table":
      return <MarkdownTable key={key} head={block.head} rows={block.rows} />;
    case "rule":
      return <hr key={key} />;
    default:
      block satisfies never;
      return null;
  }
}

type TableProps = Omit<Extract<Block, { kind: "table" }>, "kind">;

function MarkdownTable({ head, rows }: TableProps) {
  return (
    <div className="overflow-x-auto" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col">
                {inline(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>{inline(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inline(parts: readonly Inline[]): ReactNode {
  return parts.map((part, index) => <Fragment key={index}>{renderInline(part)}</Fragment>);
}

function renderInline(part: Inline): ReactNode {
  switch (part.kind) {
    case "text":
      return part.text;
    case "code":
      return <code>{part.text}</code>;
    case "strong":
      return <strong>{inline(part.children)}</strong>;
    case "emphasis":
      return <em>{inline(part.children)}</em>;
    case "link":
      return (
        <a href={part.href} rel="noreferrer nofollow ugc">
          {inline(part.children)}
        </a>
      );
    default:
      part satisfies never;
      return null;
  }
}
