/** Decides what is named: the more important first, and nothing over anything else. */

import { box, reach } from "./boxes.js";
import { Sheet } from "./sheet.js";

const MOST_NAMES = 140;
const SMALLEST_NAMED_DOT = 7;
const SMALLEST_NAMED_DISC = 70;
const MANY_FAMILIES = 30;
const MANY_NEIGHBOURS = 12;
const MOST_COUNTS = 16;
const MOST_FLOWS = 14;
const SHORTEST_FLOW = 30;

const heavier = (a, b) => b.data("n") - a.data("n") || a.id().localeCompare(b.id());
const larger = (a, b) => b.data("size") - a.data("size") || a.id().localeCompare(b.id());

/** Names the job in focus and its neighbours, then writes the counts on the lines between. */
function nameNeighbours(sheet, cy, countText) {
  cy.nodes(".job.focus").forEach(job => sheet.nameJob(job, { size: 13, weight: 700, widths: [120, 190, 80], always: true }));
  const lines = cy.edges(".in, .out").filter(":visible").sort(heavier);
  for (const edge of lines)
    for (const end of edge.connectedNodes(".job.near"))
      if (!sheet.given.has(end.id())) sheet.nameJob(end, { weight: 600, widths: [96, 150, 64], most: Infinity });
  for (const edge of lines.filter(".observed").slice(0, MOST_COUNTS)) sheet.count(edge, countText(edge));
}

/** Numbers the steps of a lit path and names its jobs. */
function namePath(sheet, cy) {
  cy.nodes(".job.lit").forEach(job => sheet.nameJob(job, { size: 12, weight: 600, widths: [120, 190, 80], always: true }));
  cy.edges(".lit").forEach(edge => sheet.count(edge, String(edge.data("step")), true));
}

/** Names the largest job of each family and, the nearer one comes, every job that has room. */
function nameOthers(sheet, cy, isOverview) {
  const isCrowded = job => cy.getElementById(`f${job.data("record").family}`).renderedWidth() < SMALLEST_NAMED_DISC;
  const isQuiet = cy.nodes(".job.near").length <= MANY_NEIGHBOURS;
  const isWorthIt = job => {
    if (job.hasClass("faint") && !isQuiet) return false;
    if (job.data("record").named && !isCrowded(job)) return true;
    return !isOverview && !job.hasClass("faint") && job.data("size") * sheet.zoom >= SMALLEST_NAMED_DOT;
  };
  for (const job of cy.nodes(".job").filter(isWorthIt).sort(larger)) {
    if (sheet.given.size >= MOST_NAMES) return;
    const at = job.renderedPosition();
    if (!sheet.given.has(job.id()) && sheet.isInView(box(at.x, at.y, 1, 1))) sheet.nameJob(job);
  }
}

/** On a map of families: writes the counts of the strongest flows, or of those of the family pointed at. */
function countFlows(sheet, cy, countText) {
  const pointed = cy.edges(".in, .out");
  const flows = pointed.nonempty() ? pointed : cy.edges(".observed").filter(edge => !edge.data("few") && reach(edge) >= SHORTEST_FLOW);
  flows.sort(heavier).slice(0, MOST_FLOWS).forEach(edge => sheet.count(edge, countText(edge)));
}

/** Writes all labels for the present zoom and focus; `overview` is the zoom at which all is seen. */
export function place(cy, { blocked, overview, countText }) {
  const sheet = new Sheet(cy, blocked);
  const families = cy.nodes(".name").sort(larger);
  families.forEach(family => sheet.nameFamily(family, families.length > MANY_FAMILIES ? 12 : 13));
  namePath(sheet, cy);
  if (cy.nodes(".family").nonempty()) countFlows(sheet, cy, countText);
  else nameNeighbours(sheet, cy, countText);
  nameOthers(sheet, cy, sheet.zoom < overview * 1.3);
  write(cy, sheet);
}

/** Gives each element its new words and takes away the old ones. */
function write(cy, { given, counts }) {
  cy.batch(() => {
    // An empty text, not removed data: removing does not make cytoscape style the element anew.
    cy.nodes("[?words]").forEach(node => {
      if (!given.has(node.id())) node.data("words", "");
    });
    cy.nodes(".focus, .pointed").data("ring", 3 / cy.zoom());
    for (const [id, label] of given) cy.getElementById(id).data(label);
    cy.remove(".count");
    cy.add(counts);
  });
}
