import { Fragment } from "react";
import type { ReactNode } from "react";
import { parseBlocks } from "./blocks.ts";
import type { Block } from "./blocks.ts";
import type { Inline } from "./inline.ts";

/** A model card as elements; its first heading is left to the page, and the others start one level down. */
export function Markdown({ source }: { readonly source: string }) {
  const blocks = parseBlocks(source);
  const shown = blocks[0]?.kind === "heading" && blocks[0].level === 1 ? blocks.slice(1) : blocks;
  return <div className="prose">{shown.map((block, index) => renderBlock(block, index))}</div>;
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
    <div className="table-scroll">
      <table className="table">
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
