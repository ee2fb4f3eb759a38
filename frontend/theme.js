/** Light or dark: the system's wish unless the reader chose otherwise. The first paint is set by layouts/base.html. */

const KEY = "tg-theme";
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

const systemTheme = () => (system.matches ? "dark" : "light");

/** Returns the stored choice, or nothing where storage is closed. */
function choice() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Keeps a choice that differs from the system's wish; the same as the system means "follow it". */
function choose(theme) {
  try {
    if (theme === systemTheme()) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // A browser without storage forgets the choice with the page.
  }
  show(theme);
}

/** Paints a theme and tells drawings, which hold their colours, to follow. */
function show(theme) {
  root.dataset.bsTheme = theme;
  for (const button of document.querySelectorAll("[data-tg-theme]")) button.setAttribute("aria-pressed", String(theme === "dark"));
  document.dispatchEvent(new CustomEvent("tg:theme"));
}

/** Connects the theme buttons, the system's wish and printing, which is always light. */
export function followTheme() {
  show(choice() ?? systemTheme());
  system.addEventListener("change", () => show(choice() ?? systemTheme()));
  document.addEventListener("click", event => {
    if (event.target.closest("[data-tg-theme]")) choose(root.dataset.bsTheme === "dark" ? "light" : "dark");
  });
  addEventListener("beforeprint", () => show("light"));
  addEventListener("afterprint", () => show(choice() ?? systemTheme()));
}
