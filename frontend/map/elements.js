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

export const isJob = element => element.data("kind") === "job";

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** Returns the box around all discs and jobs of the stored layout. */
function bounds({ families, jobs }) {
  const round = [...families, ...jobs.map(job => ({ ...job, r: job.size / 2 }))];
  return {
    left: Math.min(...round.map(it => it.x - it.r)),
    right: Math.max(...round.map(it => it.x + it.r)),
    top: Math.min(...round.map(it => it.y - it.r)),
    bottom: Math.max(...round.map(it => it.y + it.r)),
  };
}

/** Returns how stored coordinates become pixels, and how thick a line may be at that density. */
export function frame(map, width, height) {
  const box = bounds(map);
  const scale = Math.min(
    (width - 2 * PADDING) / (box.right - box.left),
    (height - 2 * PADDING - NAME_ROOM - KEY_ROOM) / (box.bottom - box.top),
  );
  const radii = map.families.map(family => family.r * scale).sort((a, b) => a - b);
  const middle = radii[Math.floor(radii.length / 2)] ?? 100;
  const at = ({ x, y }) => ({ x: (x - box.left) * scale, y: (y - box.top) * scale });
  const size = { width: (box.right - box.left) * scale, height: (box.bottom - box.top) * scale };
  return { scale, at, size, thickness: clamp(middle / 90, 0.3, 1) };
}

/** Returns the discs and the jobs; in families mode only the discs, which can then be pressed. */
export function nodes(map, { scale, at }) {
  const inFamilies = map.mode === "families";
  const discs = map.families.map(family => ({
    group: "nodes",
    classes: inFamilies ? "family" : "disc",
    data: { id: `f${family.id}`, kind: "family", colour: family.colour, size: family.r * 2 * scale, code: family.code, name: family.name, record: family },
    position: at(family),
    grabbable: false,
    selectable: false,
  }));
  // Names are drawn over lines, discs below them: they cannot be the same element.
  const names = map.families.map(family => ({
    group: "nodes",
    classes: "name",
    data: { id: `n${family.id}`, kind: "name", colour: family.colour, size: family.r * 2 * scale, code: family.code, name: family.name },
    position: { x: at(family).x, y: at(family).y - family.r * scale },
    grabbable: false,
    selectable: false,
  }));
  if (inFamilies) return [...discs, ...names];
  const smallest = map.jobs.length > MANY_JOBS ? SMALLEST_OF_MANY : SMALLEST_DOT;
  const dots = map.jobs.map(job => ({
    group: "nodes",
    classes: "job",
    data: { id: `j${job.id}`, kind: "job", colour: job.colour, size: Math.max(smallest, job.size * scale), ring: 3, name: job.name, record: job },
    position: at(job),
    grabbable: false,
    selectable: false,
  }));
  return [...discs, ...names, ...dots];
}

/** Returns the curves of one layer; a curve bends to one side, so that two directions stay apart. */
export function edges(map, layer, { scale, thickness }) {
  const inFamilies = map.mode === "families";
  const prefix = inFamilies ? "f" : "j";
  const places = new Map((inFamilies ? map.families : map.jobs).map(it => [it.id, it]));
  const links = inFamilies ? (layer === "observed" ? map.family_links : []) : map.links.filter(link => link.layer === layer);
  const most = Math.max(30, ...links.map(link => link.n ?? 0));
  return links
    .filter(link => places.has(link.source) && places.has(link.target))
    .map(link => {
      const [from, to] = [places.get(link.source), places.get(link.target)];
      const distance = Math.hypot(from.x - to.x, from.y - to.y) * scale;
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
