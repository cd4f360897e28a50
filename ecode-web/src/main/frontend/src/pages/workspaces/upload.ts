import { Problem, Unreachable } from "../../core/problem.ts";

/** How far a transfer has come. */
export interface Progress {
  readonly sentBytes: number;
  readonly totalBytes: number;
}

/**
 * Sends a file as it is on the disk. `fetch` does not tell how far a request has come, so this is the browser's older way.
 *
 * @throws Problem when the server refuses
 * @throws Unreachable when no answer came
 * @throws DOMException "AbortError" when the signal ends it
 */
export function upload<T>(
  path: string,
  file: File,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => {
      request.abort();
    };
    signal.addEventListener("abort", abort);
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      onProgress({ sentBytes: loaded, totalBytes: total });
    });
    request.addEventListener("load", () => {
      const headers = new Headers({ "Content-Type": request.getResponseHeader("Content-Type") ?? "" });
      const response = new Response(request.responseText, { status: request.status, headers });
      if (response.ok) {
        resolve(JSON.parse(request.responseText) as T);
      } else {
        void Problem.of(response).then(reject);
      }
    });
    request.addEventListener("error", () => {
      reject(new Unreachable(new Error("The upload broke off")));
    });
    request.addEventListener("abort", () => {
      reject(new DOMException("The upload was cancelled", "AbortError"));
    });
    request.addEventListener("loadend", () => {
      signal.removeEventListener("abort", abort);
    });
    request.open("POST", path);
    request.setRequestHeader("Accept", "application/json, */*");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(file);
  });
}
