/** How the map looks: discs, dots and three kinds of lines, in the colours of the present theme. */

import { FONT } from "./colours.js";

const DIM_LINE = 0.16;
const DIM_DOT = 0.45;
const HAIR = 0.22;

// Text keeps its size on the screen: labels.js writes sizes that undo the zoom.
const TEXT = { "font-family": FONT, "font-size": "data(letter)", "text-wrap": "wrap", "text-max-width": 1000, "text-outline-opacity": 1, "text-outline-width": "data(outline)", "text-margin-x": "data(right)", "text-margin-y": "data(down)", "text-halign": "data(side)", "text-valign": "data(level)" };

/** Returns the style sheet; on a `dense` drawing the lines of few people are a mere shade. */
export function style(colour, dense) {
  const own = element => colour.family[element.data("colour") % colour.family.length];
  const outlined = { ...TEXT, "text-outline-color": colour.surface };
  return [
    { selector: "node", style: { width: "data(size)", height: "data(size)", "background-color": own, "overlay-opacity": 0, "transition-duration": 0 } },
    { selector: ".disc, .family", style: { "background-opacity": 0.075, "border-width": 1, "border-color": own, "border-opacity": 0.35, "z-index": 0, "z-compound-depth": "bottom" } },
    { selector: ".disc", style: { events: "no" } },
    { selector: ".family", style: { "background-opacity": 0.16, "border-opacity": 0.7 } },
    { selector: ".job", style: { "border-width": dense ? 1 : 2, "border-color": colour.surface, "z-index": 5 } },
    { selector: ".name", style: { width: 1, height: 1, "background-opacity": 0, events: "no", "z-index": 12 } },
    { selector: ".name[?words]", style: { ...outlined, label: "data(words)", "font-weight": 600, color: own } },
    { selector: ".job[?words]", style: { ...outlined, label: "data(words)", "font-weight": 500, color: colour.ink, "z-index": 8 } },
    { selector: "edge", style: { width: "data(width)", "curve-style": "unbundled-bezier", "control-point-distances": "data(bend)", "control-point-weights": 0.5, "line-color": colour.line, "line-opacity": 0.5, "target-arrow-shape": "triangle", "target-arrow-color": colour.line, "arrow-scale": 0.6, "z-index": 2, "line-cap": "round", "overlay-opacity": 0, events: "no" } },
    ...(dense ? [{ selector: "edge[?few]", style: { "line-opacity": HAIR, "target-arrow-shape": "none" } }] : []),
    { selector: "edge.bridge", style: { "line-style": "dashed", "line-dash-pattern": [6, 4], "line-opacity": 0.8, "line-cap": "butt" } },
    { selector: "edge.adjacent", style: { "line-style": "dotted", "target-arrow-shape": "none" } },
    // Lit lines pass over dimmed dots: "manual" lets lines and dots compare their z-index.
    { selector: "node.faint", style: { "background-opacity": DIM_DOT, "z-index-compare": "manual" } },
    { selector: ".job.faint[?words]", style: { color: colour.ink2 } },
    { selector: ".family.faint", style: { "background-opacity": 0.05, "border-opacity": 0.35 } },
    { selector: "edge.faint", style: { "line-opacity": dense ? DIM_LINE / 2 : DIM_LINE, "target-arrow-shape": "none" } },
    { selector: "edge.out", style: { "line-color": colour.accent, "target-arrow-color": colour.accent } },
    { selector: "edge.in", style: { "line-color": colour.ink2, "target-arrow-color": colour.ink2 } },
    { selector: "edge.in, edge.out", style: { "line-opacity": 1, "target-arrow-shape": "triangle", "arrow-scale": 0.8, "z-index": 7 } },
    { selector: "edge.lit", style: { width: 4, "line-color": colour.accent, "target-arrow-color": colour.accent, "line-opacity": 1, "line-style": "solid", "target-arrow-shape": "triangle", "arrow-scale": 0.9, "z-index": 10 } },
    { selector: ".count", style: { width: 1, height: 1, "background-opacity": 0, events: "no", label: "data(text)", "text-valign": "center", "font-family": FONT, "font-size": "data(letter)", "font-weight": 600, color: colour.ink, "text-background-color": colour.surface, "text-background-opacity": 1, "text-background-padding": "data(padding)", "text-background-shape": "roundrectangle", "z-index": 13 } },
    { selector: ".count.lit", style: { color: colour.onAccent, "text-background-color": colour.accent } },
    { selector: ".job.near, .job.lit", style: { "font-weight": 600, "z-index": 9 } },
    { selector: ".job.focus, .job.pointed", style: { "border-width": "data(ring)", "border-color": colour.surface, "outline-width": "data(ring)", "outline-color": colour.ink, "outline-offset": 0, "z-index": 10 } },
    { selector: ".job.focus", style: { "font-weight": 700 } },
    { selector: ".job.pointed", style: { "background-opacity": 1 } },
    { selector: ".family.pointed", style: { "border-width": 2, "border-opacity": 1 } },
  ];
}
