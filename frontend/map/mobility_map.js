/** The mobility map: one cytoscape drawing and its state. */

import cytoscape from "cytoscape";
import { colours } from "./colours.js";
import { KEY_ROOM, NAME_ROOM, PADDING, edges, frame, missingSteps, nodes } from "./elements.js";
import { light } from "./focus.js";
import { place } from "./labels.js";
import { style } from "./style.js";
import { showTip } from "./tip.js";

// From so many moves on, those of few people are a mere shade; from so many on, no line is drawn while the map moves.
const DENSE = 250;
const MANY = 800;
const SETTLE_MS = 70;
const MOVE_MS = 250;
const SMALLEST_FOCUS = 9;
const CLOSEST = 6;

// cytoscape writes a style element, which the content security policy refuses, unless it finds its own
// one already there; map.css says what that one would.
const OWN_STYLE = "__________cytoscape_stylesheet";

/** Draws one answer of the server in `element` and keeps what is focused, pointed at and lit. */
export class MobilityMap {
  constructor(element, answer, { layers, tip, covers, onFocus, onOpen }) {
    Object.assign(this, { element, answer, tip, covers, onFocus, onOpen });
    const number = new Intl.NumberFormat(answer.locale);
    this.speech = { words: answer.words, number: value => number.format(value) };
    this.state = { focus: null, path: answer.path ?? [], pointed: null };
    this.layers = new Set();
    // On a map of families, jobs are there only to be found.
    const moves = answer.mode === "families" ? answer.family_links : answer.links.filter(link => link.layer === "observed");
    this.isMany = moves.length > MANY;
    this.isDense = moves.length > DENSE;
    this.geometry = frame(answer, element.clientWidth, element.clientHeight);
    this.cy = this.#draw();
    this.showLayers(layers);
    this.cy.add(missingSteps(this.state.path, this.cy, this.geometry));
    this.#fit();
    this.#listen();
    if (answer.focus !== null && this.has(answer.focus)) this.focus(answer.focus, { isFirst: true });
    else this.#refresh();
  }

  #draw() {
    if (!document.getElementById(OWN_STYLE)) document.head.append(Object.assign(document.createElement("meta"), { id: OWN_STYLE }));
    return cytoscape({
      container: this.element,
      elements: nodes(this.answer, this.geometry),
      layout: { name: "preset" },
      style: style(colours(), this.isDense),
      minZoom: 0.2,
      maxZoom: this.isMany ? 12 : 4,
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
      userZoomingEnabled: false,
      hideEdgesOnViewport: this.isMany,
    });
  }

  /** Shows the whole map: below the room for the names, in the middle of the frame. */
  #fit() {
    const { width, height } = this.geometry.size;
    const [wide, high] = [this.cy.width() - 2 * PADDING, this.cy.height() - 2 * PADDING - NAME_ROOM - KEY_ROOM];
    const zoom = Math.min(wide / width, high / height);
    this.cy.viewport({ zoom, pan: { x: PADDING + (wide - width * zoom) / 2, y: PADDING + NAME_ROOM + (high - height * zoom) / 2 } });
    this.overview = zoom;
    this.isMoved = false;
  }

  #listen() {
    this.cy.on("tap", event => (event.target === this.cy ? this.clear() : this.#press(event.target)));
    this.cy.on("mouseover", "node", event => this.#point(event.target));
    this.cy.on("mouseout", "node", () => this.#point(null));
    this.element.addEventListener("mouseleave", () => this.#point(null));
    this.cy.on("viewport", () => {
      this.tip.hidden = true;
      clearTimeout(this.settling);
      this.settling = setTimeout(() => this.#label(), SETTLE_MS);
    });
    this.cy.on("dragpan scrollzoom pinchzoom", () => (this.isMoved = true));
  }

  #press(target) {
    const record = target.data("record");
    if (!record) return;
    if (target.hasClass("family")) this.onOpen(record.url);
    else this.focus(record.id);
  }

  #point(node) {
    this.state.pointed?.removeClass("pointed");
    this.state.pointed = node;
    this.element.style.cursor = node ? "pointer" : "";
    this.tip.hidden = true;
    node?.addClass("pointed").data("ring", 3 / this.cy.zoom());
    if (node) showTip(this.tip, node, { width: this.element.clientWidth, height: this.element.clientHeight }, this.speech);
    if (this.answer.mode === "families") this.#refresh();
  }

  /** Lights up what the state says and writes the labels again. */
  #refresh() {
    const seen = light(this.cy, this.state);
    this.#label();
    return seen;
  }

  #label() {
    const { words } = this.answer;
    const frame = this.element.getBoundingClientRect();
    const blocked = this.covers.map(cover => cover.getBoundingClientRect()).map(({ left, top, right, bottom }) => ({ left: left - frame.left, top: top - frame.top, right: right - frame.left, bottom: bottom - frame.top }));
    place(this.cy, { blocked, overview: this.overview, countText: edge => (edge.data("few") ? words.few : this.speech.number(edge.data("n"))) });
  }

  /** Moves so that `seen` fills the frame, but never farther away than the whole map. */
  #show(seen) {
    const area = seen.boundingBox({ includeLabels: false });
    const [wide, high] = [this.cy.width(), this.cy.height()];
    const zoom = Math.min(this.overview * CLOSEST, Math.max(this.overview, Math.min((wide * 0.8) / area.w, (high * 0.8) / area.h)));
    if (zoom === this.overview) return;
    const view = { zoom, pan: { x: this.#keep(wide, (area.x1 + area.x2) / 2, this.geometry.size.width, zoom), y: this.#keep(high, (area.y1 + area.y2) / 2, this.geometry.size.height, zoom) } };
    this.isMoved = true;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.cy.viewport(view);
    else this.cy.animate(view, { duration: MOVE_MS });
  }

  /** Returns the shift along one axis that centres `middle` without pulling the map off its frame. */
  #keep(room, middle, extent, zoom) {
    const drawn = extent * zoom;
    if (drawn + 2 * NAME_ROOM <= room) return (room - drawn) / 2;
    return Math.min(NAME_ROOM + PADDING, Math.max(room - drawn - PADDING, room / 2 - middle * zoom));
  }

  /** Tells whether a job is on this map. */
  has(id) {
    return this.cy.getElementById(`j${id}`).nonempty();
  }

  /** Puts one job in the middle of attention: its moves, its neighbours, its panel. */
  focus(id, { isFirst = false } = {}) {
    this.state.focus = `j${id}`;
    const seen = this.#refresh();
    const job = this.cy.getElementById(`j${id}`);
    const at = job.renderedPosition();
    const isOutside = at.x < 0 || at.y < 0 || at.x > this.cy.width() || at.y > this.cy.height();
    if (isOutside || job.renderedWidth() < SMALLEST_FOCUS) this.#show(seen);
    this.onFocus(job.data("record"), isFirst);
  }

  /** Brings up a job that was searched for; on a map of families, opens its family. */
  bringUp(job) {
    if (this.state.focus === `j${job.id}`) return;
    if (this.has(job.id)) this.focus(job.id);
    else this.onOpen(job.url);
  }

  /** Lets go of the focus. */
  clear() {
    if (!this.state.focus) return;
    this.state.focus = null;
    this.#refresh();
    this.onFocus(null, false);
  }

  /** Shows exactly these layers; one that was never shown is drawn now. */
  showLayers(wanted) {
    this.cy.batch(() => {
      for (const layer of wanted.filter(name => !this.layers.has(name))) {
        this.cy.add(edges(this.answer, layer, this.geometry));
        this.layers.add(layer);
      }
      for (const layer of this.layers) this.cy.edges(`.${layer}`).style("display", wanted.includes(layer) ? "element" : "none");
    });
    if (this.overview) this.#refresh();
  }

  /** Goes nearer, farther, or back to the whole map. */
  zoom(direction) {
    if (direction === "fit") {
      this.#fit();
      return;
    }
    const middle = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
    this.isMoved = true;
    this.cy.zoom({ level: this.cy.zoom() * (direction === "in" ? 1.3 : 1 / 1.3), renderedPosition: middle });
  }

  /** Moves the drawing by some pixels. */
  pan(x, y) {
    this.isMoved = true;
    this.cy.panBy({ x, y });
  }

  /** Lets the wheel zoom, or leaves it to the page. */
  letWheelZoom(isAllowed) {
    this.cy.userZoomingEnabled(isAllowed);
  }

  /** Takes on the colours of the present theme. */
  repaint() {
    this.cy.style(style(colours(), this.isDense));
    this.#label();
  }

  /** Follows a new size of its frame; a map that nobody moved is fitted again. */
  resize() {
    this.cy.resize();
    if (!this.isMoved) this.#fit();
    this.#label();
  }

  /** Returns the drawing, as it is seen, as a PNG. */
  picture() {
    return this.cy.png({ output: "blob", bg: colours().surface, scale: 2 });
  }
}
