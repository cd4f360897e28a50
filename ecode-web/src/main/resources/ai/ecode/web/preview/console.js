// Tells the preview pane what the page writes to its console, which requests fail, and where it is. Runs before the
// page's own scripts and changes nothing that they see, but that console.log and its kin are functions of ours.
(() => {
  "use strict";
  const IDE = "@IDE@";
  const LONGEST = 2000;
  const MOST_A_SECOND = 100;
  if (window.parent === window) {
    return;
  }
  const post = window.parent.postMessage.bind(window.parent);
  let left = MOST_A_SECOND;
  let dropped = 0;
  const tell = (news) => {
    if (left === 0) {
      dropped++;
      return;
    }
    if (left === MOST_A_SECOND) {
      setTimeout(() => {
        left = MOST_A_SECOND;
        if (dropped > 0) {
          post({ ecode: "preview", kind: "dropped", count: dropped }, IDE);
          dropped = 0;
        }
      }, 1000);
    }
    left--;
    post({ ecode: "preview", ...news }, IDE);
  };

  // Where the preview is a path with a pass (/preview/…/~pass or +pass), what the server itself calls a path.
  const root = new URL(document.currentScript.src).pathname.slice(0, -"/.ecode/console.js".length);
  const plain = root.includes("/+") ? root.slice(0, root.lastIndexOf("/+")) : "";
  const own = (path) => (root !== "" && (path + "/").startsWith(root + "/") ? plain + path.slice(root.length) : path);
  // The page's own addresses are known by their path.
  const near = (url) => (url.startsWith(location.origin + "/") ? own(url.slice(location.origin.length)) : url);
  const short = (text) => (text.length > LONGEST ? text.slice(0, LONGEST) + "…" : text);
  const written = (value) => {
    if (typeof value === "string") {
      return value;
    }
    try {
      if (value instanceof Error) {
        return value.stack?.includes(value.message) ? value.stack : String(value);
      }
      if (value instanceof Element) {
        return value.cloneNode(false).outerHTML;
      }
      const seen = new Set();
      const json = JSON.stringify(value, (_, part) => {
        if (typeof part === "bigint" || typeof part === "function" || typeof part === "symbol") {
          return String(part);
        }
        if (typeof part === "object" && part !== null) {
          if (seen.has(part) || seen.size > 200) {
            return "…";
          }
          seen.add(part);
        }
        return part;
      });
      return json ?? String(value);
    } catch {
      return String(Object.prototype.toString.call(value));
    }
  };
  // %s and its kin (https://console.spec.whatwg.org/#formatter); styles are left out.
  const formatted = (values) => {
    const rest = [...values];
    if (typeof rest[0] === "string" && rest.length > 1) {
      const format = rest.shift();
      const text = format.replace(/%([sdifoOc%])/g, (whole, kind) => {
        if (kind === "%") {
          return "%";
        }
        if (rest.length === 0) {
          return whole;
        }
        const value = rest.shift();
        return kind === "c" ? "" : written(value);
      });
      return [text, ...rest.map(written)].join(" ");
    }
    return rest.map(written).join(" ");
  };

  for (const level of ["debug", "log", "info", "warn", "error"]) {
    const original = console[level];
    console[level] = function (...values) {
      tell({ kind: "console", level, text: short(formatted(values)) });
      return original.apply(this, values);
    };
  }
  addEventListener("error", (event) => {
    const { target } = event;
    if (event instanceof ErrorEvent) {
      const place = event.filename ? ` (${near(event.filename)}:${event.lineno}:${event.colno})` : "";
      tell({ kind: "console", level: "error", text: short(event.message + place) });
    } else if (target instanceof Element) {
      const url = String(target.src ?? target.href ?? "");
      tell({ kind: "request", text: short(`${target.localName} ${near(url)} could not be loaded`) });
    }
  }, true);
  addEventListener("unhandledrejection", ({ reason }) => {
    tell({ kind: "console", level: "error", text: short("Uncaught (in promise) " + written(reason)) });
  });
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    tell({ kind: "console", level: "error", text: short(`Refused by the page's own policy (${effectiveDirective}): ${blockedURI}`) });
  });

  const elements = new Set(["img", "script", "link", "iframe", "video", "audio", "embed", "object", "image", "input", "track"]);
  if ("PerformanceObserver" in window) {
    new PerformanceObserver((list) => {
      for (const { name, initiatorType, responseStatus } of list.getEntries()) {
        // What an element asked for is told by its own error, if it minds.
        if (responseStatus >= 400 && !elements.has(initiatorType)) {
          tell({ kind: "request", text: short(`${initiatorType} ${near(name)} was answered with ${responseStatus}`) });
        }
      }
    }).observe({ type: "resource", buffered: true });
  }
  const { fetch } = window;
  window.fetch = function (...request) {
    const answer = fetch.apply(this, request);
    answer.catch((reason) => {
      if (reason?.name !== "AbortError") {
        const url = request[0] instanceof Request ? request[0].url : String(request[0]);
        tell({ kind: "request", text: short(`fetch ${near(url)} failed: ${reason?.message ?? reason}`) });
      }
    });
    return answer;
  };

  let told = "";
  const place = () => {
    const path = own(location.pathname) + location.search + location.hash;
    const title = document.title;
    if (told !== path + "\n" + title) {
      told = path + "\n" + title;
      tell({ kind: "location", path: short(path), title: short(title) });
    }
  };
  window.navigation?.addEventListener("currententrychange", () => setTimeout(place));
  addEventListener("popstate", place);
  addEventListener("hashchange", place);
  addEventListener("DOMContentLoaded", place);
  addEventListener("load", place);
  addEventListener("pageshow", () => { told = ""; place(); });
  addEventListener("message", ({ origin, data }) => {
    if (origin === IDE && data?.ecode === "pane" && (data.go === -1 || data.go === 1)) {
      history.go(data.go);
    }
  });
})();
