/** What is lit and what is dimmed: a job and its neighbours, a path, what the pointer is on. */

const CLASSES = "faint in out focus near lit";

/** Dims everything that is neither in `lines` nor at one of their ends. */
function dimRest(cy, lines, ends) {
  cy.edges().difference(lines).addClass("faint");
  cy.nodes(".job, .family").difference(ends).addClass("faint");
}

/** Shows the moves of one element: those that come in ink, those that go in the accent. */
function showMoves(cy, element) {
  const lines = element.connectedEdges().filter(":visible");
  const ends = lines.connectedNodes().union(element);
  dimRest(cy, lines, ends);
  ends.addClass("near");
  lines.forEach(line => void line.addClass(line.source().same(element) ? "out" : "in"));
  return ends;
}

/** Lights up a path: its lines are thick and carry the number of the step. */
function showPath(cy, path) {
  const jobs = path.map(id => cy.getElementById(`j${id}`)).filter(job => job.nonempty());
  const steps = jobs.slice(1).map((job, index) => {
    const line = jobs[index].edgesTo(job)[0];
    line?.data("step", index + 1);
    return line;
  });
  const lines = cy.collection(steps.filter(Boolean));
  const ends = cy.collection(jobs);
  dimRest(cy, lines, ends);
  lines.addClass("lit");
  ends.addClass("lit near");
  return ends;
}

/** Lights up what `state` says, from a clean drawing, and returns the elements to look at. */
export function light(cy, { focus, path, pointed }) {
  let seen = cy.collection();
  cy.batch(() => {
    cy.elements().removeClass(CLASSES);
    if (focus) {
      const job = cy.getElementById(focus);
      seen = showMoves(cy, job);
      job.addClass("focus");
    } else if (path.length) seen = showPath(cy, path);
    else if (pointed?.hasClass("family")) showMoves(cy, pointed);
  });
  return seen;
}

/** Adds up the moves of one kind that may be shown; "few" where there are only small ones. */
export function total(lines, few, number) {
  const observed = lines.filter(line => line.data("layer") === "observed");
  const sum = observed.reduce((count, line) => count + line.data("n"), 0);
  return sum === 0 && observed.some(line => line.data("few")) ? few : number(sum);
}
