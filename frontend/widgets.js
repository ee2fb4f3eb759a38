/** Small behaviours named by data attributes; what they improve works as plain HTML too. */

/** Looks up the words that scripts need, in the reader's language. */
export const words = JSON.parse(document.getElementById("tg-words")?.textContent ?? "{}");

/** Improves the selects inside `root` that ask for it; their code is fetched only then. */
async function enhanceSelects(root) {
  const selects = [...root.querySelectorAll("select[data-tom]:not(.tomselected)")];
  if (!selects.length) return;
  const { improve } = await import("./select.js");
  selects.forEach(select => select.classList.contains("tomselected") || improve(select, words));
}

/** Shows the words of the chosen level below each level picker inside `root`. */
function enhancePickers(root) {
  for (const picker of root.querySelectorAll("[data-tg-picker]")) {
    const output = picker.querySelector("output");
    const show = () => {
      output.textContent = picker.querySelector(":checked")?.closest("label").title ?? "";
    };
    picker.addEventListener("change", show);
    show();
  }
}

/** Lets segmented tabs whose panes are on this page switch without a request; the address follows. */
function enhanceTabs(root) {
  for (const tabs of root.querySelectorAll("[data-tg-tabs]")) {
    const links = [...tabs.querySelectorAll("[data-pane]")];
    const pane = link => document.getElementById(link.dataset.pane);
    if (!links.every(pane)) continue;
    tabs.addEventListener("click", event => {
      const chosen = event.target.closest("[data-pane]");
      if (!chosen || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      for (const link of links) {
        if (link === chosen) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
        pane(link).hidden = link !== chosen;
      }
      history.replaceState(null, "", chosen.href);
      pane(chosen).dispatchEvent(new CustomEvent("tg:shown", { bubbles: true }));
    });
  }
}

/** Follows whether a region scrolls: a phone is turned, a window made narrow. */
const scrolling = new ResizeObserver(entries => entries.forEach(entry => reach(entry.target)));

/** Lets the keyboard reach a region if it really scrolls. */
function reach(region) {
  if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
  else region.removeAttribute("tabindex");
}

/** Makes the regions inside `root` that really scroll reachable by keyboard, and only those. */
function enhanceScrollers(root) {
  for (const region of root.querySelectorAll(".tg-scroll")) {
    reach(region);
    scrolling.observe(region);
  }
}

/** Prepares the forms inside `root` that work with passkeys; their code is fetched only then. */
async function enhancePasskeys(root) {
  if (!root.querySelector("[data-tg-passkey]")) return;
  const { preparePasskeys } = await import("./passkeys.js");
  preparePasskeys(root);
}

/** Prepares the page of a session inside `root`; its code is fetched only then. */
async function enhanceSession(root) {
  const cards = root.querySelectorAll("[data-tg-card]");
  const grid = root.querySelector("[data-tg-grid]");
  if (!cards.length && !grid) return;
  const { followCards, prepareGrid } = await import("./session.js");
  followCards(cards);
  if (grid) prepareGrid(grid);
}

/** Improves what is inside `root`, a page or a fragment that htmx brought. */
export function enhance(root) {
  enhancePickers(root);
  enhanceTabs(root);
  enhanceScrollers(root);
  void enhanceSelects(root);
  void enhancePasskeys(root);
  void enhanceSession(root);
}

/** Closes the open menus, except the one that holds `target`. */
function closeMenus(target) {
  for (const menu of document.querySelectorAll("details.tg-menu[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}

/** Brings the page one is on into view, in menus wider than a phone. */
function showCurrent() {
  for (const link of document.querySelectorAll(".tg-main-nav [aria-current]")) {
    const menu = link.parentElement;
    menu.scrollLeft = link.offsetLeft - menu.offsetLeft - (menu.clientWidth - link.offsetWidth) / 2;
  }
}

/** Copies the address of the pressed link that asks for it, and says so; where it cannot, the link is one. */
async function copyAddress(event) {
  const link = event.target.closest("[data-tg-copy]");
  if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  await navigator.clipboard.writeText(link.href);
  link.querySelector("[role=status]").textContent = link.dataset.tgCopy;
}

/** Listens once, on the document, to clicks, keys and forms. */
export function listen() {
  showCurrent();
  document.addEventListener("click", event => {
    closeMenus(event.target);
    if (event.target.closest("[data-tg-print]")) print();
    void copyAddress(event);
  });
  document.addEventListener("keydown", event => {
    const menu = event.key === "Escape" && event.target.closest?.("details.tg-menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("submit", event => {
    const question = event.submitter?.dataset.tgConfirm ?? event.target.dataset.tgConfirm;
    if (question && !confirm(question)) event.preventDefault();
  });
}
