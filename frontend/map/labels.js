/** Decides what is named and where: the more important first, and nothing over anything else. */

import { FONT } from "./colours.js";

const GAP = 3;
const RING = 4;
const MOST_NAMES = 140;
const SMALLEST_NAMED_DOT = 7;
const SMALLEST_NAMED_DISC = 70;
const MANY_FAMILIES = 30;
const LINE = 1.2;
const MOST_COUNTS = 30;
// Where on a curve a count may stand: in the middle, else a little before or after.
const STATIONS = [0.5, 0.42, 0.58, 0.34, 0.66];

const pen = document.createElement("canvas").getContext("2d");

/** Returns the width of `text` in pixels. */
function widthOf(text, size, weight) {
  pen.font = `${weight} ${size}px ${FONT}`;
  return pen.measureText(text).width;
}

/** Breaks `text` into lines of at most `widest` pixels. */
function wrap(text, size, weight, widest) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && widthOf(longer, size, weight) <= widest) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return { text: lines.join("\n"), width: Math.max(...lines.map(line => widthOf(line, size, weight))), height: lines.length * size * LINE };
}

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const box = (x, y, width, height) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

/** Returns the four places beside a dot, the usual one first. */
function places(at, radius, { width, height }) {
  const [far, wide] = [radius + GAP + height / 2, radius + GAP + width / 2];
  return [
    { box: box(at.x, at.y + far, width, height), side: "center", level: "bottom", right: 0, down: GAP },
    { box: box(at.x, at.y - far, width, height), side: "center", level: "top", right: 0, down: -GAP },
    { box: box(at.x + wide, at.y, width, height), side: "right", level: "center", right: GAP, down: 0 },
    { box: box(at.x - wide, at.y, width, height), side: "left", level: "center", right: -GAP, down: 0 },
  ];
}

/** The labels of one drawing at one moment: takes boxes as they are given out. */
class Sheet {
  constructor(cy, blocked) {
    this.zoom = cy.zoom();
    this.taken = [...blocked];
    this.given = new Map();
    this.view = { left: 0, top: 0, right: cy.width(), bottom: cy.height() };
    this.dots = cy.nodes(".job").map(job => {
      const at = job.renderedPosition();
      return box(at.x, at.y, job.data("size") * this.zoom, job.data("size") * this.zoom);
    });
  }

  isFree(area) {
    return !this.taken.some(other => overlap(area, other));
  }

  /** Counts the dots under `area`: a label may cover some, but rather not. */
  covered(area) {
    return this.dots.reduce((count, dot) => count + overlap(area, dot), 0);
  }

  isInView(area) {
    return area.left >= 0 && area.top >= 0 && area.right <= this.view.right && area.bottom <= this.view.bottom;
  }

  /** Writes `text` on an element; lengths are divided by the zoom, so that they stay in pixels. */
  give(element, text, size, area, { side = "center", level = "center", right = 0, down = 0 } = {}) {
    this.taken.push(area);
    const undo = 1 / this.zoom;
    this.given.set(element.id(), { words: text, letter: size * undo, outline: 2.5 * undo, padding: 2.5 * undo, side, level, right: right * undo, down: down * undo });
  }

  /** Names a job beside its dot where there is room; `always` writes it below even where there is none. */
  nameJob(job, { size = 11, weight = 500, widest = 96, always = false } = {}) {
    const label = wrap(job.data("name"), size, weight, widest);
    const around = places(job.renderedPosition(), (job.data("size") * this.zoom) / 2 + (job.hasClass("focus") ? RING : 0), label);
    const free = around.filter(place => this.isFree(place.box) && this.isInView(place.box));
    const chosen = free.map(place => [this.covered(place.box), place]).sort((a, b) => a[0] - b[0])[0]?.[1] ?? (always && around[0]);
    if (chosen) this.give(job, label.text, size, chosen.box, chosen);
  }

  /** Names a family above its disc: in full, else in two lines, else by its code; the code may stand inside. */
  nameFamily(family, size) {
    const at = family.renderedPosition();
    const diameter = family.data("size") * this.zoom;
    const above = label => box(at.x, at.y - GAP - label.height / 2, label.width + 4, label.height);
    const [full, folded, code] = [wrap(family.data("name"), size, 600, 1000), wrap(family.data("name"), size - 1, 600, Math.max(70, diameter)), wrap(family.data("code"), 11, 700, 1000)];
    const inside = box(at.x, at.y + GAP + code.height / 2, code.width + 4, code.height);
    const tries = [
      [full, size, above(full), "top", -GAP],
      [folded, size - 1, above(folded), "top", -GAP],
      [code, 11, above(code), "top", -GAP],
      [code, 11, inside, "bottom", GAP],
    ];
    const [label, letter, area, level, down] = tries.find(([, , place]) => this.isFree(place) && this.isInView(place)) ?? [];
    if (label) this.give(family, label.text, letter, area, { level, down });
  }

  /** Writes a count on a line, where there is room; `always` in its middle even where there is none. */
  count(edge, text, always = false) {
    const middle = edge.renderedMidpoint();
    const around = STATIONS.map(part => {
      const at = along(edge, part);
      return { box: box(at.x, at.y, widthOf(text, 11, 600) + 8, 17), right: at.x - middle.x, down: at.y - middle.y };
    });
    const chosen = around.find(place => this.isFree(place.box) && this.isInView(place.box)) ?? (always && around[0]);
    if (chosen) this.give(edge, text, 11, chosen.box, chosen);
  }
}

/** Returns the point of a curve after `part` of its way, in pixels of the screen. */
function along(edge, part) {
  const [from, bend, to] = [edge.renderedSourceEndpoint(), edge.renderedControlPoints()?.[0], edge.renderedTargetEndpoint()];
  if (!bend) return edge.renderedMidpoint();
  const mix = axis => (1 - part) ** 2 * from[axis] + 2 * part * (1 - part) * bend[axis] + part ** 2 * to[axis];
  return { x: mix("x"), y: mix("y") };
}

const heavier = (a, b) => b.data("n") - a.data("n") || a.id().localeCompare(b.id());
const larger = (a, b) => b.data("size") - a.data("size") || a.id().localeCompare(b.id());

/** Names each neighbour of the focus, after the count that leads to it. */
function nameNeighbours(sheet, cy, countText) {
  for (const edge of cy.edges(".in, .out").filter(":visible").sort(heavier)) {
    if (!edge.hasClass("lit") && edge.data("layer") === "observed") sheet.count(edge, countText(edge));
    for (const end of edge.connectedNodes(".job.near"))
      if (!sheet.given.has(end.id())) sheet.nameJob(end, { weight: 600 });
  }
}

/** Numbers the steps of a lit path and names its jobs. */
function namePath(sheet, cy) {
  cy.edges(".lit").forEach(edge => sheet.count(edge, String(edge.data("step")), true));
  cy.nodes(".job.lit").forEach(job => sheet.nameJob(job, { size: 12, weight: 600, widest: 120, always: true }));
}

/** Names the largest job of each family and, the nearer one comes, every job that has room. */
function nameOthers(sheet, cy, isOverview) {
  const isCrowded = job => cy.getElementById(`f${job.data("record").family}`).renderedWidth() < SMALLEST_NAMED_DISC;
  const worth = job => (job.data("record").named && !isCrowded(job)) || (!isOverview && !job.hasClass("faint") && job.data("size") * sheet.zoom >= SMALLEST_NAMED_DOT);
  for (const job of cy.nodes(".job").filter(worth).sort(larger)) {
    if (sheet.given.size >= MOST_NAMES) return;
    const at = job.renderedPosition();
    if (!sheet.given.has(job.id()) && sheet.isInView(box(at.x, at.y, 1, 1))) sheet.nameJob(job);
  }
}

/** On a map of families: writes the counts of the strongest flows, or of those of the family pointed at. */
function countFlows(sheet, cy, countText) {
  const pointed = cy.edges(".in, .out");
  const flows = pointed.nonempty() ? pointed : cy.edges(".observed").filter(edge => !edge.data("few"));
  flows.sort(heavier).slice(0, MOST_COUNTS).forEach(edge => sheet.count(edge, countText(edge)));
}

/** Writes all labels for the present zoom and focus; `overview` is the zoom at which all is seen. */
export function place(cy, { blocked, overview, countText }) {
  const sheet = new Sheet(cy, blocked);
  namePath(sheet, cy);
  cy.nodes(".job.focus").forEach(job => sheet.nameJob(job, { size: 13, weight: 700, widest: 130, always: true }));
  const families = cy.nodes(".name").sort(larger);
  families.forEach(family => sheet.nameFamily(family, families.length > MANY_FAMILIES ? 12 : 13));
  if (cy.nodes(".family").nonempty()) countFlows(sheet, cy, countText);
  else nameNeighbours(sheet, cy, countText);
  nameOthers(sheet, cy, sheet.zoom < overview * 1.3);
  write(cy, sheet.given);
}

/** Gives each element its new words and takes away the old ones. */
function write(cy, given) {
  cy.batch(() => {
    // An empty text, not removed data: removing does not make cytoscape style the element anew.
    cy.elements("[?words]").forEach(element => {
      if (!given.has(element.id())) element.data("words", "");
    });
    cy.nodes(".focus, .pointed").data("ring", 3 / cy.zoom());
    for (const [id, label] of given) cy.getElementById(id).data(label);
  });
}
