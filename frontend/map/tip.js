/** The small box that says who is in a job and how many came and went. */

import { isJob } from "./elements.js";
import { total } from "./focus.js";

const AWAY = 14;

/** Returns the lines of the box for one job or family: words and number. */
function lines(element, { words, number }) {
  const record = element.data("record");
  return [
    ...(isJob(element) ? [] : [[words.jobs, number(record.jobs)]]),
    [words.people, record.people === null ? words.few : number(record.people)],
    [words.arrivals, total(element.incomers("edge"), words.few, number)],
    [words.departures, total(element.outgoers("edge"), words.few, number)],
  ];
}

/** Fills `tip` for `element` and puts it beside, inside the frame. */
export function showTip(tip, element, frame, speech) {
  const title = document.createElement("b");
  title.textContent = element.data("name");
  const list = document.createElement("dl");
  for (const [term, value] of lines(element, speech)) {
    const dt = document.createElement("dt");
    const dd = document.createElement("dd");
    dt.textContent = term;
    dd.textContent = value;
    list.append(dt, dd);
  }
  tip.replaceChildren(title, list);
  tip.hidden = false;
  const at = element.renderedPosition();
  const radius = element.renderedOuterWidth() / 2;
  const fits = at.x + radius + AWAY + tip.offsetWidth < frame.width;
  const left = fits ? at.x + radius + AWAY : Math.max(0, at.x - radius - AWAY - tip.offsetWidth);
  const top = Math.min(Math.max(4, at.y - tip.offsetHeight / 2), frame.height - tip.offsetHeight - 4);
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}
