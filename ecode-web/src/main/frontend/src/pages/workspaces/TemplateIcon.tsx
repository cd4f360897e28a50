import { CubeIcon, FileIcon, JavaIcon, JsSquareIcon, PythonIcon } from "@patternfly/react-icons";

/** A sign for a template; the name always stands beside it. */
export function TemplateIcon({ id }: { readonly id: string | null }) {
  switch (id) {
    case "python":
      return <PythonIcon aria-hidden />;
    case "node":
    case "nodejs":
      return <JsSquareIcon aria-hidden />;
    case "java":
      return <JavaIcon aria-hidden />;
    case "blank":
      return <FileIcon aria-hidden />;
    default:
      return <CubeIcon aria-hidden />;
  }
}
