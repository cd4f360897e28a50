import { Rest } from "../../core/rest.ts";

/** The API with this browser's session. */
export const rest = new Rest((url, init) => fetch(url, init));
