import { LabelService } from "@codingame/monaco-vscode-base-service-override/vscode/vs/workbench/services/label/common/labelService";

/** The workbench names a workspace after its folder, which is `workspace` for all of them; this gives the real name. */
export function labelServiceFor(name: string): typeof LabelService {
  return class extends LabelService {
    override getWorkspaceLabel(): string {
      return name;
    }
  };
}
