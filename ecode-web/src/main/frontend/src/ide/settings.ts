import {
  ConfigurationScope,
  configurationRegistry,
} from "@codingame/monaco-vscode-configuration-service-override";
import { COLOURS, PRODUCT } from "../brand/brand.ts";
import { lookOf, onLookMayChange, storedSettings } from "../brand/theme.ts";
import type { Settings, Theme } from "../core/settings.ts";
import type { Disposable } from "./disposing.ts";

/** The setting that turns Vim's keys on. */
export const VIM = "ecode.vimKeys";

const LIGHT = "Light Modern";
const DARK = "Dark Modern";
const CONTRAST_LIGHT = "Default High Contrast Light";
const CONTRAST_DARK = "Default High Contrast";

/** What E-Code sets where the user has not chosen otherwise in the workbench. */
export const FIXED: Record<string, unknown> = {
  "files.autoSaveDelay": 1_000,
  "files.hotExit": "onExit",
  "files.exclude": {
    "**/.git": true,
    "**/.DS_Store": true,
    "**/__pycache__": true,
  },
  "editor.fontFamily":
    "'JetBrains Mono', 'Cascadia Mono', 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
  "editor.minimap.enabled": false,
  // VS Code's worker mixes up the states of a file that changes while its first tokens are on their way, which ends in an
  // error of applyStateStackDiff and wrong colours.
  "editor.experimental.asyncTokenization": false,
  "editor.accessibilitySupport": "auto",
  "explorer.confirmDelete": true,
  // The server keeps earlier versions, for every browser.
  "workbench.localHistory.enabled": false,
  "terminal.integrated.enablePersistentSessions": true,
  "terminal.integrated.scrollback": 5_000,
  "terminal.integrated.suggest.enabled": false,
  "terminal.integrated.initialHint": false,
  "terminal.integrated.shellIntegration.enabled": false,
  "terminal.integrated.enableMultiLinePasteWarning": "never",
  // The theme follows the system by followSettings(), which also hears of a wish for more contrast.
  "window.autoDetectColorScheme": false,
  "window.menuBarVisibility": "classic",
  "window.commandCenter": false,
  "window.title": `\${dirty}\${activeEditorShort}\${separator}\${rootName}\${separator}${PRODUCT}`,
  "workbench.preferredDarkColorTheme": DARK,
  "workbench.preferredLightColorTheme": LIGHT,
  "workbench.preferredHighContrastColorTheme": CONTRAST_DARK,
  "workbench.preferredHighContrastLightColorTheme": CONTRAST_LIGHT,
  "workbench.iconTheme": "vs-seti",
  "workbench.colorCustomizations": {
    [`[${DARK}]`]: look(COLOURS.tealOnDark, COLOURS.indigoOnDark),
    [`[${LIGHT}]`]: look(COLOURS.teal, COLOURS.indigo),
  },
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.layoutControl.enabled": true,
  "workbench.settings.showAISearchToggle": false,
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "security.workspace.trust.enabled": false,
  "extensions.ignoreRecommendations": true,
};

/** What is shown or hidden before the user arranges it: accounts are not the workbench's business here. */
export const FIRST_STATE: Record<string, unknown> = {
  "workbench.activity.showAccounts": false,
  "workbench.statusbar.hidden": JSON.stringify(["status.workbench.keyboardLayout"]),
};

/** The brand's indigo and teal on the frame of a theme; the editor keeps the theme's own colours. */
function look(accent: string, link: string): Record<string, string> {
  return {
    "activityBar.activeBorder": accent,
    "panelTitle.activeBorder": accent,
    "tab.activeBorderTop": accent,
    focusBorder: link,
    "textLink.foreground": link,
    "statusBar.background": COLOURS.indigo,
    "statusBar.foreground": "#ffffff",
    "statusBar.noFolderBackground": COLOURS.indigo,
    "statusBarItem.hoverForeground": "#ffffff",
    "button.background": COLOURS.indigo,
    "button.foreground": "#ffffff",
    "button.hoverBackground": "#362da6",
    "progressBar.background": accent,
  };
}

/** Declares the settings that the workbench does not have by itself. */
export function registerSettings(): void {
  configurationRegistry.registerConfiguration({
    id: "ecode",
    title: PRODUCT,
    properties: {
      [VIM]: {
        type: "boolean",
        default: false,
        scope: ConfigurationScope.APPLICATION,
        description: "Use Vim's keys in the editor.",
      },
      // VS Code reads it and does not declare it: the result of a merge is a text of its own until it is accepted, and
      // the file stays as its user left it.
      "mergeEditor.useWorkingCopy": {
        type: "boolean",
        default: true,
        scope: ConfigurationScope.APPLICATION,
        description: "Keep the result of a merge apart from the file until it is accepted.",
      },
    },
  });
}

/**
 * What the user chose on E-Code's settings page holds here too, at once when it changes in another tab. A setting of the
 * same thing in the workbench itself still wins.
 */
export function followSettings(): Disposable {
  let current: { overrides: Record<string, unknown> }[] = [];
  const apply = (): void => {
    const next = [{ overrides: chosen(storedSettings()) }];
    configurationRegistry.deltaConfiguration({
      removedDefaults: current,
      addedDefaults: next,
      removedConfigurations: [],
      addedConfigurations: [],
    });
    current = next;
  };
  apply();
  return { dispose: onLookMayChange(apply) };
}

function chosen({ theme, vim, autoSave, fontSize }: Settings): Record<string, unknown> {
  return {
    "files.autoSave": autoSave ? "afterDelay" : "off",
    "editor.fontSize": fontSize,
    "terminal.integrated.fontSize": fontSize,
    "workbench.colorTheme": themeName(theme),
    [VIM]: vim,
  };
}

function themeName(theme: Theme): string {
  const { dark, highContrast } = lookOf(theme);
  if (highContrast) {
    return dark ? CONTRAST_DARK : CONTRAST_LIGHT;
  }
  return dark ? DARK : LIGHT;
}
