import type { ComparedLine } from "./compared-lines.ts";

interface Words {
  /** Read out before a line that the first text alone has. */
  readonly removed: string;
  /** Read out before a line that the second text alone has. */
  readonly added: string;
}

/** Two texts, one under the other. */
export function ComparedLines(
  props: Words & { readonly label: string; readonly lines: readonly ComparedLine[] },
) {
  return (
    <div className="ecode-compared" role="region" tabIndex={0} aria-label={props.label}>
      {props.lines.map((line, index) => (
        <Line key={index} line={line} removed={props.removed} added={props.added} />
      ))}
    </div>
  );
}

function Line({ line, removed, added }: Words & { readonly line: ComparedLine }) {
  switch (line.kind) {
    case "left-out":
      return (
        <p className="ecode-compared-left-out">
          {line.lines} {line.lines === 1 ? "line" : "lines"} the same
        </p>
      );
    case "same":
      return (
        <div className="ecode-compared-line">
          <span className="ecode-line-number">{line.newer}</span>
          <span aria-hidden="true"> </span>
          <code>{line.text}</code>
        </div>
      );
    case "removed":
      return (
        <del className="ecode-compared-line">
          <span className="ecode-line-number">{line.older}</span>
          <span aria-hidden="true">−</span>
          <span className="pf-v6-screen-reader">{removed}: </span>
          <code>{line.text}</code>
        </del>
      );
    case "added":
      return (
        <ins className="ecode-compared-line">
          <span className="ecode-line-number">{line.newer}</span>
          <span aria-hidden="true">+</span>
          <span className="pf-v6-screen-reader">{added}: </span>
          <code>{line.text}</code>
        </ins>
      );
  }
}
