/** A stand-in for the Worker class: Vite sees `new Worker(new URL(…))` and builds the file, nothing starts yet. */
class Worker {
  constructor(
    readonly url: URL,
    readonly options: WorkerOptions,
  ) {}
}

const workers: Record<string, Worker | undefined> = {
  editorWorkerService: new Worker(new URL("monaco-editor/esm/vs/editor/editor.worker.js", import.meta.url), {
    type: "module",
  }),
  TextMateWorker: new Worker(
    new URL("@codingame/monaco-vscode-textmate-service-override/worker", import.meta.url),
    { type: "module" },
  ),
  LanguageDetectionWorker: new Worker(
    new URL("@codingame/monaco-vscode-language-detection-worker-service-override/worker", import.meta.url),
    { type: "module" },
  ),
  OutputLinkDetectionWorker: new Worker(
    new URL("@codingame/monaco-vscode-output-service-override/worker", import.meta.url),
    { type: "module" },
  ),
};

/** Tells the workbench where its workers are. */
export function provideWorkers(): void {
  window.MonacoEnvironment = {
    getWorkerUrl: (_module, label) => workers[label]?.url.toString() ?? "",
    getWorkerOptions: (_module, label) => workers[label]?.options,
  };
}
