/** What every page loads: htmx and a few small behaviours. Pages work without any of it. */

import htmx from "htmx.org";
import { followTheme } from "./theme.js";
import { enhance, listen } from "./widgets.js";

window.htmx = htmx;

// Every htmx request carries the token that a form would carry.
document.addEventListener("htmx:configRequest", event => {
  const token = document.querySelector("meta[name='csrf-token']")?.content;
  if (token) event.detail.headers["X-CSRFToken"] = token;
});

// A fragment that could not be fetched is said in words, not swallowed.
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"])
  document.addEventListener(failure, () => {
    const message = document.querySelector("[data-tg-failure]");
    if (message) message.hidden = false;
  });

followTheme();
listen();
htmx.onLoad(root => enhance(root));
document.documentElement.dataset.ready = "1";
