import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { createQueryClient } from "../app/client.ts";
import { createPagesRouter } from "../app/router.tsx";
import type { FakeApi } from "./FakeApi.ts";

/** Opens the pages at an address, as a browser would, over the fake. */
export function open(address: string, api: FakeApi): void {
  history.replaceState(null, "", address);
  globalThis.fetch = api.fetch;
  window.scrollTo = () => undefined;
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { ...client.getDefaultOptions().queries, retry: false } });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={createPagesRouter(client)} />
    </QueryClientProvider>,
  );
}
