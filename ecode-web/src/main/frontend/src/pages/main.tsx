import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { PRODUCT } from "../brand/brand.ts";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <h1>{PRODUCT}</h1>
    </StrictMode>,
  );
}
