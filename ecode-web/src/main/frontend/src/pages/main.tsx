import "@patternfly/react-core/dist/styles/base.css";
import "../brand/brand.css";
import "./app/pages.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "./app/client.ts";
import { createPagesRouter } from "./app/router.tsx";
import { followSettings } from "./app/settings.ts";

const client = createQueryClient();
const router = createPagesRouter(client);

followSettings();

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
