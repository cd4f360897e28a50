// Sets the theme's classes before the first paint. A file of its own because the content security policy allows no inline
// script; a classic script because a module would run after the paint. theme.ts takes over from here.
(function () {
    let theme = "system";
    try {
        theme = JSON.parse(localStorage.getItem("ecode.settings") ?? "{}")?.theme ?? "system";
    } catch {
        // Storage may be closed to us, or its text damaged: the system's theme is right then.
    }
    const system = theme !== "light" && theme !== "dark" && theme !== "high-contrast";
    const asks = (query) => matchMedia(query).matches;
    const classes = document.documentElement.classList;
    const dark =
        theme === "dark" || ((system || theme === "high-contrast") && asks("(prefers-color-scheme: dark)"));
    classes.toggle("pf-v6-theme-dark", dark);
    classes.toggle(
        "pf-v6-theme-high-contrast",
        theme === "high-contrast" || (system && asks("(prefers-contrast: more)")),
    );
})();
