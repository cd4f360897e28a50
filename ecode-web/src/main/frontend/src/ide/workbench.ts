import { initialize } from "@codingame/monaco-vscode-api";
import getConfiguration from "@codingame/monaco-vscode-configuration-service-override";
import getAccessibility from "@codingame/monaco-vscode-accessibility-service-override";
import getBulkEdit from "@codingame/monaco-vscode-bulk-edit-service-override";
import getDialogs from "@codingame/monaco-vscode-dialogs-service-override";
import getEmmet from "@codingame/monaco-vscode-emmet-service-override";
import getEnvironment from "@codingame/monaco-vscode-environment-service-override";
import getExplorer from "@codingame/monaco-vscode-explorer-service-override";
import getExtensions from "@codingame/monaco-vscode-extensions-service-override";
import {
  createIndexedDBProviders,
  registerCustomProvider,
} from "@codingame/monaco-vscode-files-service-override";
import getLanguageDetection from "@codingame/monaco-vscode-language-detection-worker-service-override";
import getLanguages from "@codingame/monaco-vscode-languages-service-override";
import getLifecycle from "@codingame/monaco-vscode-lifecycle-service-override";
import getLog from "@codingame/monaco-vscode-log-service-override";
import getMarkers from "@codingame/monaco-vscode-markers-service-override";
import getModel from "@codingame/monaco-vscode-model-service-override";
import getNotifications from "@codingame/monaco-vscode-notifications-service-override";
import getOutline from "@codingame/monaco-vscode-outline-service-override";
import getOutput from "@codingame/monaco-vscode-output-service-override";
import getPreferences from "@codingame/monaco-vscode-preferences-service-override";
import getSearch from "@codingame/monaco-vscode-search-service-override";
import getSnippets from "@codingame/monaco-vscode-snippets-service-override";
import getStorage from "@codingame/monaco-vscode-storage-service-override";
import getTerminal from "@codingame/monaco-vscode-terminal-service-override";
import getTextmate from "@codingame/monaco-vscode-textmate-service-override";
import getTheme from "@codingame/monaco-vscode-theme-service-override";
import getTimeline from "@codingame/monaco-vscode-timeline-service-override";
import getWorkbench from "@codingame/monaco-vscode-workbench-service-override";
import getWorkingCopy from "@codingame/monaco-vscode-working-copy-service-override";
import { ILabelService } from "@codingame/monaco-vscode-api/vscode/vs/platform/label/common/label.service";
import { StandaloneServices, SyncDescriptor } from "@codingame/monaco-vscode-api/services";
import { IInstantiationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { Parts } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/layout/browser/layoutService";
import { IWorkbenchLayoutService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/layout/browser/layoutService.service";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { IEditorService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/editor/common/editorService.service";
import { LifecyclePhase } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/lifecycle/common/lifecycle";
import { ILifecycleService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/lifecycle/common/lifecycle.service";
import { IViewsService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/views/common/viewsService.service";
import { ITerminalService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/terminal/browser/terminal.service";
import type { Workspace } from "../core/api.ts";
import { WorkspaceEvents } from "../core/events.ts";
import { WorkspaceFiles } from "../core/files.ts";
import { FileHistory } from "../core/history.ts";
import { Problem } from "../core/problem.ts";
import type { SocketState } from "../core/socket.ts";
import { FileTree } from "../core/tree.ts";
import type { Workspaces } from "../core/workspaces.ts";
import { PRODUCT } from "../brand/brand.ts";
import { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import { unlinked } from "./describe.ts";
import { Attention } from "./attention.ts";
import { registerCommands } from "./commands.ts";
import { Observable } from "./disposing.ts";
import { type Past, provideTimeline, registerHistory } from "./history.ts";
import { labelServiceFor } from "./label.ts";
import { ROOT_URI, toUri, WorkspaceFileSystem } from "./filesystem.ts";
import { StopWarning } from "./keeping.ts";
import { Merging, registerMerging } from "./merging.ts";
import { OpenPorts } from "./ports.ts";
import { WorkspaceLife } from "./life.ts";
import { Saving } from "./saving.ts";
import { openPreview, registerPreviews } from "./preview.ts";
import { registerPreviewSharing } from "./preview-sharing.ts";
import { provideSearch } from "./search.ts";
import { browser, digest, type Session, socketUrl } from "./session.ts";
import { FIRST_STATE, FIXED, followSettings, registerSettings } from "./settings.ts";
import { ProjectServer, registerServerCommands } from "./server.ts";
import { registerSharing, TerminalSharing } from "./sharing.ts";
import { Status } from "./status.ts";
import { WorkspaceTerminals } from "./terminals.ts";
import { OtherTexts } from "./texts.ts";
import { VimKeys } from "./vim.ts";
import { provideWorkers } from "./workers.ts";
import "./grammars.ts";

/** Files worth opening first, in this order. */
const FIRST_FILES = [
  "main.py",
  "index.js",
  "src/index.js",
  "server.js",
  "Main.java",
  "main.c",
  "main.cpp",
  "README.md",
];

/** Opens VS Code's workbench on a workspace, in `container`. */
export async function openWorkbench(
  container: HTMLElement,
  session: Session,
  workspaces: Workspaces,
  workspace: Workspace,
  user: string,
): Promise<void> {
  const files = new WorkspaceFiles(session, workspace.id);
  let filesChanged = (): void => undefined;
  const tree: FileTree = new FileTree(
    files,
    digest,
    (changes) => {
      provider.announce(changes);
      filesChanged();
    },
    () => Date.now(),
  );
  const provider = new WorkspaceFileSystem(tree);
  const life = new WorkspaceLife(workspaces, workspace);
  const terminals = new WorkspaceTerminals(workspaces, workspace.id, life);

  await Promise.all([tree.refresh(), createIndexedDBProviders()]);
  registerCustomProvider("file", provider);
  provider.guard();
  provideWorkers();
  registerSettings();
  followSettings();
  registerCommands(tree, life, workspace.id);
  const history = new FileHistory(session, workspace.id);
  let past: Past | undefined;
  registerHistory(() => past);
  registerMerging();
  let sharing: TerminalSharing | undefined;
  registerSharing(() => sharing);
  registerPreviews();

  await initialize(
    {
      ...getLog(),
      ...getEnvironment(),
      ...getLifecycle(),
      ...getStorage({ fallbackOverride: FIRST_STATE }),
      ...getExtensions({ enableWorkerExtensionHost: false }),
      ...getModel(),
      ...getNotifications(),
      ...getDialogs(),
      // Every workspace has the same folder, of which the undeprecated way makes the id; what the browser remembers of
      // them, drafts above all, must stay apart.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      ...getConfiguration({ id: `${user}-${workspace.id}`, uri: ROOT_URI }),
      ...getTextmate(),
      ...getTheme(),
      ...getLanguages(),
      ...getSnippets(),
      ...getPreferences(),
      ...getOutline(),
      ...getOutput(),
      ...getMarkers(),
      ...getAccessibility(),
      ...getLanguageDetection(),
      ...getBulkEdit(),
      ...getEmmet(),
      ...getSearch(),
      ...getWorkingCopy(),
      ...getTerminal(terminals),
      ...getTimeline(),
      ...getExplorer(),
      ...getWorkbench(),
      [ILabelService.toString()]: new SyncDescriptor(labelServiceFor(workspace.name), [], true),
    },
    container,
    {
      enableWorkspaceTrust: false,
      configurationDefaults: FIXED,
      productConfiguration: {
        nameShort: PRODUCT,
        nameLong: PRODUCT,
        applicationName: "ecode",
        urlProtocol: "ecode",
        enableTelemetry: false,
      },
    },
  );

  StandaloneServices.get(IInstantiationService).invokeFunction((accessor) => {
    provideSearch(accessor, files, tree);
    const news = new Observable<SocketState>({ phase: "connecting" });
    const texts = new OtherTexts(accessor);
    const merging = new Merging(accessor, provider, tree, history, texts);
    const saving = new Saving(accessor, provider, tree, session, merging);
    past = { history, tree, texts };
    filesChanged = provideTimeline(accessor, past);
    sharing = new TerminalSharing(accessor, terminals, workspaces, workspace.id);
    new Status(accessor, { session, news, saving, life, terminals });
    new VimKeys(accessor);
    const ports = new OpenPorts(
      workspace.id,
      (port) => void openPreview(workspace.id, port),
      accessor.get(INotificationService),
    );
    const server = new ProjectServer(accessor, workspaces, workspace.id, ports);
    registerServerCommands(server);
    registerPreviewSharing(workspaces, workspace.id, ports);
    void furnish(accessor, tree).then(() => server.offer());
    const shells = accessor.get(ITerminalService);
    void accessor
      .get(ILifecycleService)
      .when(LifecyclePhase.Eventually)
      .then(() => terminals.showStrays(shells));
    listen(workspace.id, session, tree, life, terminals, news, ports, accessor.get(INotificationService));
  });
  if (workspace.state === "STOPPED") {
    void life.start();
  }
}

/** A window with nothing in it, as at a first visit, gets the main file and a terminal. */
async function furnish(accessor: ServicesAccessor, tree: FileTree): Promise<void> {
  const editors = accessor.get(IEditorService);
  const layout = accessor.get(IWorkbenchLayoutService);
  const views = accessor.get(IViewsService);
  await accessor.get(ILifecycleService).when(LifecyclePhase.Restored);
  if (editors.count > 0 || layout.isVisible(Parts.PANEL_PART)) {
    return;
  }
  await views.openView("terminal", false);
  const first = FIRST_FILES.find((path) => tree.find(path) !== undefined);
  if (first !== undefined) {
    await editors.openEditor({ resource: toUri(first), options: { pinned: true } });
  }
}

/** Keeps the page's copies up to date by the server's news, and connects anew whenever that may help. */
function listen(
  workspace: string,
  session: Session,
  tree: FileTree,
  life: WorkspaceLife,
  terminals: WorkspaceTerminals,
  news: Observable<SocketState>,
  ports: OpenPorts,
  notifications: INotificationService,
): void {
  let events: WorkspaceEvents | undefined;
  const stopWarning = new StopWarning(life, notifications);
  const attention = new Attention();
  attention.isThere.observe((isThere) => {
    events?.attend(isThere);
    terminals.attend(isThere);
  });
  const connect = (): void => {
    events?.dispose();
    events = new WorkspaceEvents(
      socketUrl(`/ws/workspaces/${workspace}/events`),
      {
        onState: (state) => {
          news.set(state);
          if (state.phase === "reconnecting" || state.phase === "closed") {
            // A socket is not told why it could not open; a request is.
            void session.probe();
          }
        },
        onConnected: () => {
          Promise.all([tree.refresh(), life.refresh()]).catch((error: unknown) => {
            if (error instanceof Problem) {
              console.warn("The list of files could not be read again:", error);
            }
          });
        },
        onEvent: (event) => {
          if (event.type === "file") {
            tree.apply(event);
          } else if (event.type === "state") {
            life.hear(event);
          } else if (event.type === "port") {
            ports.hear(event);
          } else if (event.type === "notice" && event.about === "stop") {
            stopWarning.hear(event);
          } else if (event.type === "notice" && event.about === "egress") {
            notifications.warn(unlinked(event.message));
          } else if (event.type === "notice") {
            notifications.info(unlinked(event.message));
          }
        },
      },
      browser,
    );
    events.attend(attention.isThere.value);
  };
  connect();
  session.reach.observe((reach) => {
    if (reach !== "reachable") {
      return;
    }
    if (news.value.phase === "closed") {
      connect();
    } else {
      events?.retryNow();
    }
    terminals.retryNow();
  });
  addEventListener("focus", () => {
    if (news.value.phase === "closed") {
      connect();
    }
  });
}
