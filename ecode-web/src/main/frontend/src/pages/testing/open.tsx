import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { configure, render } from "@testing-library/react";
import { createQueryClient } from "../app/client.ts";
import { createPagesRouter } from "../app/router.tsx";
import type { FakeApi } from "./FakeApi.ts";

// A busy machine takes its time; who waits for something that comes does not notice.
configure({ asyncUtilTimeout: 20_000 });

/** Never opens; what is live is proved in browsers. */
class NoSocket {
  binaryType = "";
  send(): void {
    throw new Error("It is not open");
  }
  close(): void {
    // There is nothing to close.
  }
}

/** Opens the pages at an address, as a browser would, over the fake. */
export function open(address: string, api: FakeApi): void {
  history.replaceState(null, "", address);
  globalThis.fetch = api.fetch;
  globalThis.WebSocket = NoSocket as unknown as typeof WebSocket;
  window.scrollTo = () => undefined;
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { ...client.getDefaultOptions().queries, retry: false } });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={createPagesRouter(client)} />
    </QueryClientProvider>,
  );
}
