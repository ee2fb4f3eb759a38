/** The labels of one drawing at one moment: each takes its room, the next ones keep off it. */

import { areaOf, along, box, holds, overlap, places, placesOfName, reach, shared, widthOf, wrap } from "./boxes.js";

const RING = 6;
const EDGE = 4;
const OUTLINE = 2.5;
const STEP = 9;
// Dots under a label: the share of it that they may take, and how much a small one counts.
const MOST_COVERED = 0.05;
const SMALL_DOT = 8;
const SMALL_WEIGHT = 0.35;
// What a lit line through a label, a less usual place and another width cost beside a covered dot.
const CROSSED = 0.03;
const UNUSUAL = 0.008;
// Where on a curve a count may stand: in the middle, else farther and farther from it.
const STATIONS = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74];

const LIT = ".in, .out, .lit";

/** Returns points along a curve, close enough that no label slips between two. */
function trace(edge) {
  const count = Math.max(4, Math.ceil(reach(edge) / STEP));
  return Array.from({ length: count + 1 }, (_, index) => along(edge, index / count));
}

/** Gives out the room for labels and remembers what is written where. */
export class Sheet {
  constructor(cy, blocked) {
    this.cy = cy;
    this.zoom = cy.zoom();
    this.taken = [...blocked];
    this.given = new Map();
    this.counts = [];
    this.view = { left: EDGE, top: EDGE, right: cy.width() - EDGE, bottom: cy.height() - EDGE };
    this.dots = cy.nodes(".job").map(job => {
      const [at, size] = [job.renderedPosition(), job.data("size") * this.zoom];
      return { id: job.id(), box: box(at.x, at.y, size, size), isLit: job.is(".near, .lit, .focus"), weight: size < SMALL_DOT ? SMALL_WEIGHT : 1 };
    });
    this.lines = cy.edges(LIT).filter(":visible").map(edge => ({ id: edge.id(), points: trace(edge) }));
  }

  /** Tells whether all of `area` is in the frame. */
  isInView(area) {
    return area.left >= this.view.left && area.top >= this.view.top && area.right <= this.view.right && area.bottom <= this.view.bottom;
  }

  /** Tells whether `area` is in view and off all labels and all lit dots but that of `own`. */
  isFree(area, own = "") {
    return this.isInView(area) && !this.taken.some(other => overlap(area, other)) && !this.dots.some(dot => dot.isLit && dot.id !== own && overlap(area, dot.box));
  }

  /** Returns the share of `area` that lies over dots. */
  covered(area, own) {
    return this.dots.reduce((sum, dot) => sum + (dot.id === own ? 0 : shared(area, dot.box) * dot.weight), 0) / areaOf(area);
  }

  /** Counts the points of lit lines in `area`. */
  crossed(area, own = "") {
    return this.lines.reduce((sum, line) => sum + (line.id === own ? 0 : line.points.filter(point => holds(area, point)).length), 0);
  }

  /** Returns how much of `area` is over other labels and dots, or out of view. */
  pressed(area) {
    const others = [...this.taken, ...this.dots.filter(dot => dot.isLit).map(dot => dot.box)];
    return others.reduce((sum, other) => sum + shared(area, other), 0) + 4 * (areaOf(area) - shared(area, this.view));
  }

  /** Writes `text` on a node; lengths are divided by the zoom, so that they stay in pixels. */
  give(node, text, size, { box: area, side = "center", level = "center", right = 0, down = 0 }) {
    this.taken.push(area);
    const undo = 1 / this.zoom;
    this.given.set(node.id(), { words: text, letter: size * undo, outline: OUTLINE * undo, side, level, right: right * undo, down: down * undo });
  }

  /** Names a job beside its dot where there is room; `always` names it even where there is none. */
  nameJob(job, { size = 11, weight = 500, widths = [96, 150], always = false, most = MOST_COVERED } = {}) {
    const [at, radius] = [job.renderedPosition(), (job.data("size") * this.zoom) / 2];
    const tries = widths.flatMap((widest, turn) => {
      const label = wrap(job.data("name"), size, weight, widest);
      return places(at, radius, job.hasClass("focus") ? RING : 0, label).map((place, rank) => ({ ...place, text: label.text, cost: UNUSUAL * (rank + 2 * turn) }));
    });
    const free = tries.filter(place => this.isFree(place.box, job.id()));
    for (const place of free) place.covered = this.covered(place.box, job.id());
    const cost = place => place.cost + place.covered + CROSSED * this.crossed(place.box);
    const chosen = free.filter(place => place.covered <= most).sort((a, b) => cost(a) - cost(b))[0] ?? (always && tries.sort((a, b) => this.pressed(a.box) - this.pressed(b.box))[0]);
    if (chosen) this.give(job, chosen.text, size, chosen);
  }

  /** Names a family beside its disc: in full, else in two lines, else by its code; the code may stand inside. */
  nameFamily(family, size) {
    const [at, diameter] = [family.renderedPosition(), family.data("size") * this.zoom];
    const { name, code } = family.data();
    const labels = [[wrap(name, size, 600), size], [wrap(name, size - 1, 600, Math.max(70, diameter)), size - 1], [wrap(code, 11, 700), 11]];
    const tries = labels.flatMap(([label, letter]) => placesOfName(at, diameter, label).map(place => ({ ...place, text: label.text, letter })));
    const short = labels[2][0];
    tries.push({ box: box(at.x, at.y + 3 + short.height / 2, short.width + 4, short.height), level: "bottom", down: 3, text: short.text, letter: 11 });
    const chosen = tries.find(place => this.isFree(place.box));
    if (chosen) this.give(family, chosen.text, chosen.letter, chosen);
  }

  /** Writes a count on a line, where there is room; `always` in its middle even where there is none. */
  count(edge, text, always = false) {
    const size = widthOf(text, 11, 600) + 8;
    const around = STATIONS.map((part, rank) => {
      const at = along(edge, part);
      const area = box(at.x, at.y, size, 17);
      return { at, box: area, cost: UNUSUAL * rank + CROSSED * this.crossed(area, edge.id()) };
    });
    const chosen = around.filter(place => this.isFree(place.box)).sort((a, b) => a.cost - b.cost)[0] ?? (always && around[0]);
    if (!chosen) return;
    this.taken.push(chosen.box);
    const [pan, undo] = [this.cy.pan(), 1 / this.zoom];
    this.counts.push({
      group: "nodes",
      classes: edge.hasClass("lit") ? "count lit" : "count",
      data: { id: `count-${edge.id()}`, kind: "count", colour: 0, text, letter: 11 * undo, padding: OUTLINE * undo },
      position: { x: (chosen.at.x - pan.x) * undo, y: (chosen.at.y - pan.y) * undo },
      grabbable: false,
      selectable: false,
    });
  }
}
