import { type IEditorOverrideServices, initialize } from "@codingame/monaco-vscode-api";
import getConfiguration from "@codingame/monaco-vscode-configuration-service-override";
import getAccessibility from "@codingame/monaco-vscode-accessibility-service-override";
import getComments from "@codingame/monaco-vscode-comments-service-override";
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
import { ILanguageFeaturesService } from "@codingame/monaco-vscode-api/vscode/vs/editor/common/services/languageFeatures.service";
import { IInstantiationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { Parts } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/layout/browser/layoutService";
import { IFilesConfigurationService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/filesConfiguration/common/filesConfigurationService.service";
import { IWorkbenchLayoutService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/layout/browser/layoutService.service";
import type { ServicesAccessor } from "@codingame/monaco-vscode-api/vscode/vs/platform/instantiation/common/instantiation";
import { IEditorService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/editor/common/editorService.service";
import { LifecyclePhase } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/lifecycle/common/lifecycle";
import { ILifecycleService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/lifecycle/common/lifecycle.service";
import { IViewsService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/services/views/common/viewsService.service";
import { ITerminalService } from "@codingame/monaco-vscode-api/vscode/vs/workbench/contrib/terminal/browser/terminal.service";
import type { Assignment, Me, Page, Workspace, WorkspaceRole } from "../core/api.ts";
import { WorkspaceEvents } from "../core/events.ts";
import { WorkspaceFiles } from "../core/files.ts";
import { FileHistory } from "../core/history.ts";
import { Problem } from "../core/problem.ts";
import type { SocketState } from "../core/socket.ts";
import { FileTree, type TreeChange } from "../core/tree.ts";
import type { Workspaces } from "../core/workspaces.ts";
import { PRODUCT } from "../brand/brand.ts";
import { INotificationService } from "@codingame/monaco-vscode-api/vscode/vs/platform/notification/common/notification.service";
import { unlinked } from "./describe.ts";
import { Access } from "./access.ts";
import { Attention } from "./attention.ts";
import { registerCommands } from "./commands.ts";
import { provideFormatting, registerRepl } from "./languages.ts";
import { Observable } from "./disposing.ts";
import { type Past, provideTimeline, registerHistory } from "./history.ts";
import { labelServiceFor } from "./label.ts";
import { ROOT_URI, toUri, WorkspaceFileSystem } from "./filesystem.ts";
import { StopWarning } from "./keeping.ts";
import { registerInbox } from "./inbox.ts";
import { registerMembers } from "./members.ts";
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
import { type CoEditing, CoEditingLater } from "./together.ts";
import { Commenting, registerCommentsView } from "./comments/commenting.ts";
import { Gathering } from "./people/gathering.ts";
import { registerPeopleViews } from "./people/panes.ts";
import { registerPeople } from "./people/status.ts";
import { VimKeys } from "./vim.ts";
import { provideWorkers } from "./workers.ts";
import "./grammars.ts";

const NOT_FOUND = 4404;

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
  role: WorkspaceRole,
  me: Me,
): Promise<void> {
  const access = new Access(workspaces, workspace.id, role);
  const files = new WorkspaceFiles(session, workspace.id);
  const together = new CoEditingLater();
  let filesChanged: (changes: readonly TreeChange[]) => void = () => undefined;
  const tree: FileTree = new FileTree(
    files,
    digest,
    (changes) => {
      provider.announce(changes);
      together.changed(changes);
      filesChanged(changes);
    },
    () => Date.now(),
  );
  const provider = new WorkspaceFileSystem(tree, together);
  const life = new WorkspaceLife(workspaces, workspace);
  const terminals = new WorkspaceTerminals(
    workspaces,
    workspace.id,
    life,
    (view) => role === "owner" || view.openedBy === me.name,
  );

  const [testing] = await Promise.all([
    testingOf(session, workspace.id),
    tree.refresh(),
    createIndexedDBProviders(),
  ]);
  registerCustomProvider("file", provider);
  provider.guard();
  provideWorkers();
  registerSettings();
  followSettings();
  registerCommands(tree, life, workspace.id, together);
  registerRepl(workspaces);
  const history = new FileHistory(session, workspace.id);
  let past: Past | undefined;
  registerHistory(() => past);
  registerMerging();
  let sharing: TerminalSharing | undefined;
  registerSharing(() => sharing);
  registerPreviews();
  const gathering = new Gathering(session, workspace.id, me.name);
  registerPeopleViews(gathering);
  registerCommentsView();

  await initialize(
    {
      ...testing?.services(),
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
      ...getConfiguration({ id: `${me.id}-${workspace.id}`, uri: ROOT_URI }),
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
      ...getComments(),
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
    const saving = new Saving(accessor, provider, tree, session, merging, together.state);
    past = { history, tree, texts };
    const timelineChanged = provideTimeline(accessor, past);
    const comments = new Commenting(accessor, {
      rest: session,
      workspace: workspace.id,
      user: me.name,
      access,
      together,
    });
    filesChanged = (changes) => {
      timelineChanged();
      comments.changed(changes);
    };
    sharing = new TerminalSharing(accessor, terminals, workspaces, workspace.id);
    new Status(accessor, { session, news, saving, life, terminals, together: together.state });
    new VimKeys(accessor);
    const ports = new OpenPorts(
      workspace.id,
      (port) => void openPreview(workspace.id, port),
      accessor.get(INotificationService),
    );
    const server = new ProjectServer(accessor, workspaces, workspace.id, ports);
    registerServerCommands(server);
    registerPreviewSharing(workspaces, workspace.id, ports);
    registerMembers(accessor, workspaces, workspace.id, access);
    registerInbox(accessor, session, workspace.id);
    registerPeople(accessor, gathering);
    testing?.show(accessor, together);
    const editors = accessor.get(IFilesConfigurationService);
    access.role.observe(() => {
      provider.setReadonly(!access.mayWrite, editors);
    });
    void furnish(accessor, tree, access.mayWrite).then(() => (access.mayWrite ? server.offer() : undefined));
    provideFormatting(
      accessor.get(ILanguageFeaturesService),
      accessor.get(INotificationService),
      workspaces,
      workspace.id,
    ).catch((failure: unknown) => {
      console.warn("Which languages are formatted here could not be asked:", failure);
    });
    const shells = accessor.get(ITerminalService);
    void accessor
      .get(ILifecycleService)
      .when(LifecyclePhase.Eventually)
      .then(() => terminals.showStrays(shells));
    listen(
      workspace.id,
      session,
      tree,
      life,
      access,
      terminals,
      together,
      gathering,
      comments,
      news,
      ports,
      accessor.get(INotificationService),
    );
    const instantiation = accessor.get(IInstantiationService);
    void accessor
      .get(ILifecycleService)
      .when(LifecyclePhase.Restored)
      .then(() => import("./coediting/shared-editing.ts"))
      .then(({ SharedEditing }) =>
        instantiation
          .invokeFunction(
            (services) =>
              new SharedEditing(
                services,
                {
                  url: socketUrl(`/ws/collaboration/${workspace.id}`),
                  workspace: workspace.id,
                  user: { id: me.id, name: me.fullName || me.name },
                  palette: {
                    colourOf: (name) => gathering.company.colourOf(name),
                    changes: gathering.moves,
                  },
                  tree,
                  onLost: () => void session.probe(),
                },
                together,
              ),
          )
          .recover(),
      );
  });
  if (workspace.state === "STOPPED" && access.mayWrite) {
    void life.start();
  }
}

interface Testing {
  services(): IEditorOverrideServices;
  show(accessor: ServicesAccessor, together: CoEditing): void;
}

/** The view of tests, in the workspace of an assignment; its code is fetched for that alone. */
async function testingOf(session: Session, workspace: string): Promise<Testing | undefined> {
  try {
    const found = await session.json<Page<Assignment>>("/api/assignments", { query: { workspace } });
    const [assignment] = found.items;
    if (assignment === undefined) {
      return undefined;
    }
    const { AssignmentTests, Practising, testingServices } = await import("./testing/assignment-tests.ts");
    return {
      services: testingServices,
      show: (accessor, together) => {
        const practising = new Practising(session, workspace);
        new AssignmentTests(accessor, { assignment, practising, together });
      },
    };
  } catch (failure) {
    console.warn("Whether there are tests to run here could not be found out:", failure);
    return undefined;
  }
}

/** A window with nothing in it, as at a first visit, gets the main file and, for those who may run code, a terminal. */
async function furnish(accessor: ServicesAccessor, tree: FileTree, mayRun: boolean): Promise<void> {
  const editors = accessor.get(IEditorService);
  const layout = accessor.get(IWorkbenchLayoutService);
  const views = accessor.get(IViewsService);
  await accessor.get(ILifecycleService).when(LifecyclePhase.Restored);
  if (editors.count > 0 || layout.isVisible(Parts.PANEL_PART)) {
    return;
  }
  if (mayRun) {
    await views.openView("terminal", false);
  }
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
  access: Access,
  terminals: WorkspaceTerminals,
  together: CoEditing,
  gathering: Gathering,
  comments: Commenting,
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
          if (state.phase === "closed" && state.code === NOT_FOUND) {
            void access.refresh(notifications);
          }
          if (state.phase === "reconnecting" || state.phase === "closed") {
            // A socket is not told why it could not open; a request is.
            void session.probe();
          }
        },
        onConnected: () => {
          gathering.connected();
          Promise.all([
            tree.refresh(),
            life.refresh(),
            access.refresh(notifications),
            comments.refresh(),
          ]).catch((error: unknown) => {
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
          } else if (event.type === "access") {
            void access.refresh(notifications);
          } else if (event.type === "port") {
            ports.hear(event);
          } else if (event.type === "notice" && event.about === "stop") {
            stopWarning.hear(event);
          } else if (event.type === "notice" && event.about === "egress") {
            notifications.warn(unlinked(event.message));
          } else if (event.type === "notice") {
            notifications.info(unlinked(event.message));
          } else if (event.type === "comment") {
            comments.hear(event.thread);
          } else if (event.type !== "saved") {
            gathering.hear(event);
          } else if (event.stateVector) {
            together.stored(event.path, event.stateVector);
          }
        },
      },
      browser,
    );
    gathering.speakBy(events);
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
    together.retryNow();
  });
  addEventListener("focus", () => {
    if (news.value.phase === "closed") {
      connect();
    }
  });
}
