/** A select in which one can type, for long lists; fetched only by pages that have one. */

import TomSelect from "tom-select/base";
import removeButton from "tom-select/plugins/remove_button/plugin.js";

TomSelect.define("remove_button", removeButton);

/** Returns the words of the label of `select`. */
function labelOf(select) {
  return select.getAttribute("aria-label") ?? select.labels?.[0]?.textContent.trim() ?? "";
}

/** Returns an element that holds `text`, never markup. */
function plain(className, text) {
  const element = document.createElement("div");
  element.className = className;
  element.textContent = text;
  return element;
}

/** Asks the server for the options that match what was typed: a list of {value, text}. */
function load(address) {
  return async (typed, done) => {
    const url = new URL(address, location.href);
    url.searchParams.set("q", typed);
    const response = await fetch(url, { headers: { Accept: "application/json" } });
    done(response.ok ? await response.json() : []);
  };
}

/** Turns `select` into a searchable one; `data-url` names where more options come from. */
export function improve(select, words) {
  const label = labelOf(select);
  // The package moves the label to its own input: the hidden select would be left without a name.
  select.setAttribute("aria-label", label);
  new TomSelect(select, {
    allowEmptyOption: !select.multiple,
    maxOptions: 200,
    refreshThrottle: 80,
    plugins: select.multiple ? { remove_button: { title: words.remove ?? "×" } } : [],
    ...(select.dataset.url ? { load: load(select.dataset.url), preload: "focus" } : {}),
    render: {
      option: item => plain("option", item.text),
      item: item => plain("item", item.text),
      no_results: () => plain("no-results", words.nothing_found ?? ""),
    },
    onInitialize() {
      this.control_input.setAttribute("aria-label", label);
      this.dropdown_content.setAttribute("aria-label", label);
    },
  });
}
