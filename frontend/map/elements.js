/** Turns the answer of the server into cytoscape elements, in the pixels of the frame. */

export const PADDING = 18;
// The name of a family stands above its disc.
export const NAME_ROOM = 22;
// The key lies over the foot of the frame.
export const KEY_ROOM = 22;
const SMALLEST_DOT = 6;
const SMALLEST_OF_MANY = 3;
const MANY_JOBS = 400;
const WIDEST = 9.5;
// How far discs may be moved apart, how much they may grow, and what stays between two.
const MOST_SPREAD = 1.4;
const MOST_GROWTH = 1.25;
const BETWEEN = 6;

export const isJob = element => element.data("kind") === "job";

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** Returns the ends of all circles along one axis. */
function ends(circles, axis) {
  return [Math.min(...circles.map(it => it[axis] - it.r)), Math.max(...circles.map(it => it[axis] + it.r))];
}

/** Moves circles apart along one axis, as far as the room allows, so that their frame is not left half empty. */
function spread(circles, axis, room) {
  for (let factor = MOST_SPREAD; factor > 1; factor -= 0.01) {
    const apart = circles.map(it => ({ ...it, [axis]: it[axis] * factor }));
    const [low, high] = ends(apart, axis);
    if (high - low <= room) return apart;
  }
  return circles;
}

/** Tells whether a disc with that radius still leaves room to another one, and to a name between the two. */
function isApart(disc, radius, other) {
  const [across, down] = [Math.abs(disc.x - other.x), Math.abs(disc.y - other.y)];
  const distance = Math.hypot(across, down);
  return distance >= radius + other.r + BETWEEN + (NAME_ROOM * down) / distance;
}

/** Lets discs grow, all at one pace, until they meet another one or the edge of the drawing. */
function grow(discs, { width, height }) {
  const growing = new Map(discs.map(disc => [disc, disc.r * MOST_GROWTH]));
  const fits = (disc, radius) =>
    disc.x >= radius && disc.y >= radius && disc.x + radius <= width && disc.y + radius <= height && discs.every(other => other === disc || isApart(disc, radius, other));
  while (growing.size)
    for (const [disc, most] of growing) {
      if (disc.r + 1 > most || !fits(disc, disc.r + 1)) growing.delete(disc);
      else disc.r += 1;
    }
}

/** Returns where discs stand in the frame and how stored coordinates become pixels. */
export function frame(map, width, height) {
  const room = { width: width - 2 * PADDING, height: height - 2 * PADDING - NAME_ROOM - KEY_ROOM };
  const stored = map.families.length ? map.families : map.jobs.map(job => ({ ...job, r: job.size / 2 }));
  const [[left, right], [top, bottom]] = [ends(stored, "x"), ends(stored, "y")];
  const scale = Math.min(room.width / (right - left), room.height / (bottom - top));
  const scaled = stored.map(({ id, x, y, r }) => ({ id, x: (x - left) * scale, y: (y - top) * scale, r: r * scale }));
  const discs = spread(spread(scaled, "x", room.width), "y", room.height);
  const [[west, east], [north, south]] = [ends(discs, "x"), ends(discs, "y")];
  for (const disc of discs) Object.assign(disc, { x: disc.x - west, y: disc.y - north });
  const size = { width: east - west, height: south - north };
  if (map.families.length) grow(discs, size);
  const radii = discs.map(disc => disc.r).sort((a, b) => a - b);
  return { scale, size, place: places(map, discs, scale), thickness: clamp(radii[Math.floor(radii.length / 2)] / 90, 0.3, 1) };
}

/** Returns what finds the place of a family or a job: a job keeps its place within its disc. */
function places(map, discs, scale) {
  const families = new Map(map.families.map(family => [family.id, family]));
  const drawn = new Map(discs.map(disc => [disc.id, disc]));
  const ofJob = job => {
    const [family, disc] = [families.get(job.family), drawn.get(job.family)];
    if (!families.size) return drawn.get(job.id);
    if (!family) return { x: job.x * scale, y: job.y * scale };
    const wider = disc.r / family.r;
    return { x: disc.x + (job.x - family.x) * wider, y: disc.y + (job.y - family.y) * wider };
  };
  return { family: family => drawn.get(family.id), job: ofJob };
}

/** Returns the discs and the jobs; in families mode only the discs, which can then be pressed. */
export function nodes(map, { scale, place }) {
  const inFamilies = map.mode === "families";
  const still = { group: "nodes", grabbable: false, selectable: false };
  const discs = map.families.map(family => {
    const { x, y, r } = place.family(family);
    return { ...still, classes: inFamilies ? "family" : "disc", data: { id: `f${family.id}`, kind: "family", colour: family.colour, size: r * 2, code: family.code, name: family.name, record: family }, position: { x, y } };
  });
  // Names are drawn over lines, discs below them: they cannot be the same element.
  const names = map.families.map(family => {
    const { x, y, r } = place.family(family);
    return { ...still, classes: "name", data: { id: `n${family.id}`, kind: "name", colour: family.colour, size: r * 2, code: family.code, name: family.name }, position: { x, y: y - r } };
  });
  if (inFamilies) return [...discs, ...names];
  const smallest = map.jobs.length > MANY_JOBS ? SMALLEST_OF_MANY : SMALLEST_DOT;
  const dots = map.jobs.map(job => ({
    ...still,
    classes: "job",
    data: { id: `j${job.id}`, kind: "job", colour: job.colour, size: Math.max(smallest, job.size * scale), ring: 3, name: job.name, record: job },
    position: place.job(job),
  }));
  return [...discs, ...names, ...dots];
}

/** Returns the curves of one layer; a curve bends to one side, so that two directions stay apart. */
export function edges(map, layer, { place, thickness }) {
  const inFamilies = map.mode === "families";
  const prefix = inFamilies ? "f" : "j";
  const spots = new Map(inFamilies ? map.families.map(family => [family.id, place.family(family)]) : map.jobs.map(job => [job.id, place.job(job)]));
  const links = inFamilies ? (layer === "observed" ? map.family_links : []) : map.links.filter(link => link.layer === layer);
  const most = Math.max(30, ...links.map(link => link.n ?? 0));
  return links
    .filter(link => spots.has(link.source) && spots.has(link.target))
    .map(link => {
      const [from, to] = [spots.get(link.source), spots.get(link.target)];
      const distance = Math.hypot(from.x - to.x, from.y - to.y);
      return {
        group: "edges",
        classes: layer,
        data: {
          id: `${layer}-${link.source}-${link.target}`,
          source: `${prefix}${link.source}`,
          target: `${prefix}${link.target}`,
          layer,
          n: link.n ?? 0,
          few: Boolean(link.few),
          width: (layer === "observed" ? 1 + ((WIDEST - 1) * (link.n ?? 0)) / most : 1.6) * (link.few ? thickness : Math.max(0.6, thickness)),
          bend: 16 * thickness + 0.09 * distance,
        },
      };
    });
}

/** Returns the steps of a lit path that no drawn link stands for. */
export function missingSteps(path, cy, { thickness }) {
  return path.slice(1).flatMap((target, index) => {
    const [source, end] = [cy.getElementById(`j${path[index]}`), cy.getElementById(`j${target}`)];
    if (source.empty() || end.empty() || source.edgesTo(end).nonempty()) return [];
    return [{ group: "edges", classes: "step", data: { id: `step-${index}`, source: source.id(), target: end.id(), layer: "step", n: 0, width: thickness, bend: 24 * thickness } }];
  });
}
