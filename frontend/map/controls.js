/** Everything around the drawing that acts on it: buttons, keys, layers, search, download. */

const PAN = 60;
const MOST_FOUND = 20;

/** Folds case and accents away, so that "energie" finds "Énergie". */
const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Connects the buttons in, out and fit, and the keys that do the same. */
export function connectZoom(map, element) {
  for (const button of document.querySelectorAll("[data-tg-map-zoom]")) button.addEventListener("click", () => map.zoom(button.dataset.tgMapZoom));
  const keys = {
    "+": () => map.zoom("in"),
    "=": () => map.zoom("in"),
    "-": () => map.zoom("out"),
    0: () => map.zoom("fit"),
    ArrowLeft: () => map.pan(PAN, 0),
    ArrowRight: () => map.pan(-PAN, 0),
    ArrowUp: () => map.pan(0, PAN),
    ArrowDown: () => map.pan(0, -PAN),
    Escape: () => map.clear(),
  };
  element.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  // The wheel scrolls the page until one has pressed on the map. On release: at the press cytoscape takes the focus away.
  element.addEventListener("pointerup", () => {
    element.dataset.pressed = "";
    element.focus({ preventScroll: true });
  });
  element.addEventListener("focus", () => map.letWheelZoom(true));
  element.addEventListener("blur", () => map.letWheelZoom(false));
  // Who uses keys sees where they are: a press hides the edge of the focus until the next key.
  for (const kind of ["blur", "keydown"]) element.addEventListener(kind, () => delete element.dataset.pressed);
}

/** Returns the boxes that turn layers on and off. */
const layerBoxes = () => [...document.querySelectorAll("input[name='layer']")];

/** Returns the layers that are on: real moves and bridges, unless the boxes say otherwise. */
export function chosenLayers() {
  const boxes = layerBoxes();
  return boxes.length ? boxes.filter(box => box.checked).map(box => box.value) : ["observed", "bridge"];
}

/** Lets the boxes act at once. */
export function connectLayers(map) {
  for (const box of layerBoxes()) box.addEventListener("change", () => map.showLayers(chosenLayers()));
}

/** Lets the search box offer jobs as one types, and bring up the one that is chosen. */
export function connectSearch(map, jobs) {
  const field = document.querySelector("[data-tg-map-search]");
  if (!field) return;
  const offers = document.createElement("datalist");
  offers.id = "map-offers";
  field.setAttribute("list", offers.id);
  field.after(offers);
  const known = jobs.map(job => ({ job, key: fold(job.name) }));
  const find = typed => known.filter(({ key }) => key.includes(fold(typed.trim())));
  const choose = () => {
    const typed = fold(field.value.trim());
    const found = typed ? find(typed) : [];
    const chosen = found.find(({ key }) => key === typed) ?? found[0];
    if (chosen) map.bringUp(chosen.job);
    return Boolean(chosen);
  };
  field.addEventListener("input", () => {
    offers.replaceChildren(...find(field.value).slice(0, MOST_FOUND).map(({ job }) => new Option(job.name)));
  });
  field.addEventListener("change", choose);
  field.addEventListener("keydown", event => {
    if (event.key !== "Enter") return;
    if (choose()) event.preventDefault();
    // What is not drawn here is left to the form: the server knows all jobs, and says so where a focus would stand.
    else field.form?.querySelector("input[type='hidden'][name='job']")?.remove();
  });
}

/** Saves the drawing as it is seen. */
export function connectDownload(map) {
  for (const button of document.querySelectorAll("[data-tg-map-png]"))
    button.addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(map.picture());
      link.download = button.dataset.tgMapPng || "talentgrow.png";
      link.click();
      URL.revokeObjectURL(link.href);
    });
}

/** Lets links of the panel that name a job move the focus instead of the page. */
export function connectPanel(map, panel) {
  panel.addEventListener("click", event => {
    const link = event.target.closest("[data-job]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || !map.has(link.dataset.job)) return;
    event.preventDefault();
    map.focus(link.dataset.job);
  });
}
