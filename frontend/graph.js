/** The page of the mobility map: fetches the drawing and connects what stands around it. */

import { chosenLayers, connectDownload, connectLayers, connectPanel, connectSearch, connectZoom } from "./map/controls.js";
import { MobilityMap } from "./map/mobility_map.js";

const element = document.querySelector("[data-tg-map]");
const panel = document.querySelector("[data-tg-map-panel]");
const status = document.querySelector("[data-tg-map-status]");
const tip = document.querySelector("[data-tg-map-tip]");
const covers = [...document.querySelectorAll(".tg-map-tools, .tg-map-key")];
const firstPanel = panel?.innerHTML;
// The job whose panel the server drew with the page.
const firstJob = panel?.querySelector("h2[tabindex]") ? asked() : null;

/** Puts what the server answers into the panel; whoever reads there by keyboard goes on at its new heading. */
async function fetchPanel(address, select) {
  const wasInside = panel.contains(document.activeElement);
  await window.htmx.ajax("GET", address, { target: panel, swap: "innerHTML", select });
  if (wasInside && !panel.contains(document.activeElement)) panel.querySelector("h2[tabindex]")?.focus();
}

/** Shows the panel of a job, or the one of no job. */
function showPanel(job) {
  if (job) fetchPanel(element.dataset.panelUrl.replace("{id}", job.id));
  else if (firstJob === null) panel.innerHTML = firstPanel;
  else fetchPanel(location.href, "[data-tg-map-panel] > *");
}

/** Keeps the focus in the address, so that the page can be sent to somebody. */
function keepAddress(job) {
  const url = new URL(location.href);
  if (job) url.searchParams.set("job", job.id);
  else url.searchParams.delete("job");
  history.replaceState(null, "", url);
  // The forms of the page take the focus along.
  for (const field of document.querySelectorAll("input[type='hidden'][name='job']")) Object.assign(field, { value: job?.id ?? "", disabled: !job });
}

/** Tells the page, and whoever looks at it, which job is in focus. */
function onFocus(job, isFirst) {
  element.dataset.focus = job?.id ?? "";
  if (!isFirst) keepAddress(job);
  if (!isFirst || job.id !== firstJob) showPanel(job);
}

/** Waits until the frame has a size: it has none while another tab is shown. */
function whenVisible() {
  return new Promise(resolve => {
    const watch = new ResizeObserver(() => {
      if (!element.clientWidth || !element.clientHeight) return;
      watch.disconnect();
      resolve();
    });
    watch.observe(element);
  });
}

/** Returns the job that the address asks for, as `?job=` or behind the hash. */
function asked() {
  const id = new URLSearchParams(location.search).get("job") ?? location.hash.slice(1);
  return /^\d+$/.test(id) ? Number(id) : null;
}

/** Connects a drawn map to the page. */
function connect(map, answer) {
  connectZoom(map, element);
  connectLayers(map);
  connectSearch(map, answer.jobs);
  connectDownload(map);
  connectPanel(map, panel);
  document.addEventListener("tg:theme", () => map.repaint());
  addEventListener("hashchange", () => asked() !== null && map.has(asked()) && map.focus(asked()));
  new ResizeObserver(() => element.clientWidth && map.resize()).observe(element);
}

/** Draws the map, or says that there is none and where the numbers are. */
async function start() {
  const [response] = await Promise.all([fetch(element.dataset.url, { headers: { Accept: "application/json" } }), document.fonts.load("500 11px 'Inter Variable'"), whenVisible()]);
  if (!response.ok) throw new Error(`The map answered ${response.status}`);
  const answer = await response.json();
  if (!answer.families.length && !answer.jobs.length) {
    status.textContent = status.dataset.empty;
    element.dataset.ready = "1";
    return;
  }
  answer.focus ??= asked();
  const map = new MobilityMap(element, answer, { layers: chosenLayers(), tip, covers, onFocus, onOpen: url => location.assign(url) });
  connect(map, answer);
  status.hidden = true;
  element.dataset.ready = "1";
}

if (element)
  start().catch(error => {
    status.textContent = status.dataset.failed;
    element.dataset.failed = "1";
    throw error;
  });
