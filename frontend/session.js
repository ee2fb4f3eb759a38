/** The page of a session: the card whose file is open, and the nine-box grid moved by mouse and by keys. */

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const MIDDLE = "2-2";
const AWAY = new Set(["Delete", "Backspace"]);

/** Whose name was moved last: the new grid gives it the focus back. */
let moved = "";

/** Marks the card whose file was asked for. */
export function followCards(cards) {
  for (const card of cards) {
    card.addEventListener("click", () => {
      for (const other of cards) other.removeAttribute("aria-current");
      card.setAttribute("aria-current", "true");
    });
  }
}

/** Returns the box beside `box`, the same one at the edge. */
function beside(box, [right, up]) {
  const [today, learning] = box.split("-").map(Number);
  const kept = place => Math.min(3, Math.max(1, place));
  return `${kept(today + right)}-${kept(learning + up)}`;
}

/** Lets names be dragged into a box or moved by keys; either way the form below the grid is sent. */
export function prepareGrid(grid) {
  const form = grid.querySelector("form");
  const boxOf = element => element.closest("[data-box]");
  let carried = null;

  function put(chip, box) {
    if (boxOf(chip).dataset.box === box) return;
    moved = chip.id;
    form.elements.nominee.value = chip.dataset.chip;
    form.elements.box.value = box;
    form.requestSubmit();
  }

  for (const chip of grid.querySelectorAll("[data-chip]")) {
    chip.addEventListener("dragstart", event => {
      carried = chip;
      chip.classList.add("carried");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", chip.textContent);
    });
    chip.addEventListener("dragend", () => {
      carried = null;
      chip.classList.remove("carried");
    });
    chip.addEventListener("keydown", event => {
      const { box } = boxOf(chip).dataset;
      const isMove = event.key in STEPS;
      if (!isMove && !AWAY.has(event.key)) return;
      event.preventDefault();
      put(chip, isMove ? (box ? beside(box, STEPS[event.key]) : MIDDLE) : "");
    });
  }
  for (const box of grid.querySelectorAll("[data-box]")) {
    box.addEventListener("dragover", event => {
      if (!carried) return;
      event.preventDefault();
      box.classList.add("over");
    });
    box.addEventListener("dragleave", () => box.classList.remove("over"));
    box.addEventListener("drop", event => {
      event.preventDefault();
      box.classList.remove("over");
      if (carried) put(carried, box.dataset.box);
    });
  }
  grid.querySelector("[data-tg-grid-how]").hidden = false;
  if (moved) document.getElementById(moved)?.focus();
  moved = "";
}
