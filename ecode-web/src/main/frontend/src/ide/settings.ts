import { PRODUCT } from "../brand/brand.ts";

/** What E-Code sets where the user has not chosen otherwise. */
export const DEFAULTS: Record<string, unknown> = {
  "files.autoSave": "afterDelay",
  "files.autoSaveDelay": 1_000,
  "files.hotExit": "onExit",
  "files.exclude": {
    "**/.git": true,
    "**/.DS_Store": true,
    "**/__pycache__": true,
  },
  "editor.fontFamily": "'JetBrains Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
  "editor.fontSize": 14,
  "editor.minimap.enabled": false,
  "editor.accessibilitySupport": "auto",
  "explorer.confirmDelete": true,
  "terminal.integrated.enablePersistentSessions": true,
  "terminal.integrated.scrollback": 5_000,
  "terminal.integrated.suggest.enabled": false,
  "terminal.integrated.initialHint": false,
  "terminal.integrated.shellIntegration.enabled": false,
  "terminal.integrated.enableMultiLinePasteWarning": "never",
  "window.autoDetectColorScheme": true,
  "window.autoDetectHighContrast": true,
  "window.menuBarVisibility": "classic",
  "window.commandCenter": false,
  "window.title": `\${dirty}\${activeEditorShort}\${separator}\${rootName}\${separator}${PRODUCT}`,
  "workbench.preferredDarkColorTheme": "Dark Modern",
  "workbench.preferredLightColorTheme": "Light Modern",
  "workbench.preferredHighContrastColorTheme": "Default High Contrast",
  "workbench.preferredHighContrastLightColorTheme": "Default High Contrast Light",
  "workbench.iconTheme": "vs-seti",
  "workbench.colorCustomizations": {
    "[Dark Modern]": look("#f2a33a", "#0f2a40", "#d6e4f0", "#1a3d5c"),
    "[Light Modern]": look("#b35c00", "#1a3d5c", "#ffffff", "#1a3d5c"),
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

/** The brand's blue and amber on the frame of a theme; the editor keeps the theme's own colours. */
function look(accent: string, bar: string, onBar: string, button: string): Record<string, string> {
  return {
    "activityBar.activeBorder": accent,
    "panelTitle.activeBorder": accent,
    "tab.activeBorderTop": accent,
    "statusBar.background": bar,
    "statusBar.foreground": onBar,
    "statusBar.noFolderBackground": bar,
    "statusBarItem.hoverForeground": onBar,
    "button.background": button,
    "button.foreground": "#ffffff",
    "button.hoverBackground": "#25527a",
  };
}

/** The setting that turns Vim's keys on. */
export const VIM = "ecode.vimKeys";
