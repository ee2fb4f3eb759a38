/** Sizes of words and the places around a dot where they may stand, in pixels of the screen. */

import { FONT } from "./colours.js";

export const GAP = 3;
const LINE = 1.2;
// A diagonal label may come this much nearer than the square around its dot.
const TUCK = 0.3;

const pen = document.createElement("canvas").getContext("2d");

/** Returns the width of `text` in pixels. */
export function widthOf(text, size, weight) {
  pen.font = `${weight} ${size}px ${FONT}`;
  return pen.measureText(text).width;
}

/** Breaks `text` into lines of at most `widest` pixels. */
export function wrap(text, size, weight, widest = Infinity) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && widthOf(longer, size, weight) <= widest) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return { text: lines.join("\n"), width: Math.max(...lines.map(line => widthOf(line, size, weight))), height: lines.length * size * LINE };
}

/** Returns the box of that size around a point. */
export const box = (x, y, width, height) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

/** Tells whether two boxes share any area. */
export const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Returns the area that two boxes share. */
export function shared(a, b) {
  if (!overlap(a, b)) return 0;
  return (Math.min(a.right, b.right) - Math.max(a.left, b.left)) * (Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
}

/** Tells whether a point lies in a box. */
export const holds = (area, { x, y }) => x > area.left && x < area.right && y > area.top && y < area.bottom;

/** Returns the area of a box. */
export const areaOf = ({ left, right, top, bottom }) => (right - left) * (bottom - top);

/** Returns the eight places beside a dot, the usual one first; `ring` is drawn outside its radius. */
export function places(at, radius, ring, { width, height }) {
  const away = GAP + ring;
  const [far, wide] = [radius + away + height / 2, radius + away + width / 2];
  const near = away - TUCK * radius;
  const [low, aside] = [radius + near + height / 2, radius + near + width / 2];
  const corner = (x, y) => ({ box: box(at.x + x * aside, at.y + y * low, width, height), side: x > 0 ? "right" : "left", level: y > 0 ? "bottom" : "top", right: x * near, down: y * near });
  return [
    { box: box(at.x, at.y + far, width, height), side: "center", level: "bottom", right: 0, down: away },
    { box: box(at.x, at.y - far, width, height), side: "center", level: "top", right: 0, down: -away },
    { box: box(at.x + wide, at.y, width, height), side: "right", level: "center", right: away, down: 0 },
    { box: box(at.x - wide, at.y, width, height), side: "left", level: "center", right: -away, down: 0 },
    corner(1, 1),
    corner(-1, 1),
    corner(1, -1),
    corner(-1, -1),
  ];
}

/** Returns the places of a family's name above its disc, then a little aside, then below it. */
export function placesOfName(at, diameter, { width, height }) {
  const radius = diameter / 2;
  const above = share => {
    const right = share * radius;
    const down = radius - Math.sqrt(radius ** 2 - right ** 2) - GAP;
    return { box: box(at.x + right, at.y + down - height / 2, width + 4, height), level: "top", right, down };
  };
  return [...[0, 0.25, -0.25, 0.5, -0.5].map(above), { box: box(at.x, at.y + diameter + GAP + height / 2, width + 4, height), level: "bottom", right: 0, down: diameter + GAP }];
}

/** Returns the point of a curve after `part` of its way. */
export function along(edge, part) {
  const [from, bend, to] = [edge.renderedSourceEndpoint(), edge.renderedControlPoints()?.[0], edge.renderedTargetEndpoint()];
  if (!bend) return edge.renderedMidpoint();
  const mix = axis => (1 - part) ** 2 * from[axis] + 2 * part * (1 - part) * bend[axis] + part ** 2 * to[axis];
  return { x: mix("x"), y: mix("y") };
}

/** Returns how far apart the ends of a curve are. */
export function reach(edge) {
  const [from, to] = [edge.renderedSourceEndpoint(), edge.renderedTargetEndpoint()];
  return Math.hypot(from.x - to.x, from.y - to.y);
}
