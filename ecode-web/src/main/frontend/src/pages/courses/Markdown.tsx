import { Content } from "@patternfly/react-core";
import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";

/** Somebody's Markdown: its HTML is shown as text, and its images are not fetched from elsewhere. */
export function Markdown({ text }: { readonly text: string }) {
  return (
    <Content dir="auto" className="ecode-markdown">
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        components={{
          a: ({ children, href }) => (
            <a href={href} target="_blank" rel="noopener noreferrer">
              {children}
            </a>
          ),
          // The page has its headings; those of the text come below them.
          h1: ({ children }) => <h3>{children}</h3>,
          h2: ({ children }) => <h4>{children}</h4>,
          h3: ({ children }) => <h5>{children}</h5>,
          pre: ({ children }) => (
            <pre tabIndex={0} className="ecode-code">
              {children}
            </pre>
          ),
        }}
      >
        {text}
      </ReactMarkdown>
    </Content>
  );
}
