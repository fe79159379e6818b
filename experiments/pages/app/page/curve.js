/** The tab of the curve: P(entry) at every pressure, in the same worlds. */

import { circle, drawing, element, line, path, upwards, wide, word } from "./shapes.js";
import { thousands } from "./headline.js";

export const tab = { name: "curve", label: "Curve", own: () => ({}), stream: "curve" };

export function build(panel) {
  panel.append(
    element("h2", { class: "finding" }, "P(entry) at every pressure"),
    element("p", { class: "note" }, "All else as it is set. Lines up and down are 95 % intervals; grey is the curve that this one is held against; the dotted line is the pressure that is set."),
    element("figure", {}, element("div", { class: "picture" })),
    element("p", { class: "note state" }),
  );
}

export function show(panel, answer) {
  const place = panel.querySelector(".picture");
  const width = wide(place);
  const [left, right, top, foot] = [46, 18, 10, 48];
  const height = Math.round(Math.min(0.6 * width, 400));
  const x = (level) => left + level * (width - left - right);
  const y = (share) => height - foot - share * (height - foot - top);
  const parts = [upwards(y, left, width - right), line(x(answer.here), top, x(answer.here), height - foot, "here")];
  for (const level of [0, 0.2, 0.4, 0.6, 0.8, 1]) {
    const anchor = level === 0 ? "start" : level === 1 ? "end" : "middle";
    parts.push(word(x(level), height - foot + 17, String(level), "tick", anchor));
    const known = answer.names[level.toFixed(1)] ?? "";
    if (width > 520 || level % 0.4 < 0.01 || level === 1) parts.push(word(x(level), height - foot + 33, known, "tick", anchor));
  }
  if (answer.ghost) parts.push(`<path class="ghost-line" d="${path(answer.ghost.map((each) => [x(each.level), y(each.probability)]))}"/>`);
  parts.push(`<path class="line" d="${path(answer.points.map((each) => [x(each.level), y(each.probability)]))}"/>`);
  for (const each of answer.points) {
    parts.push(line(x(each.level), y(each.low), x(each.level), y(each.high), "interval"));
    parts.push(circle(x(each.level), y(each.probability), 3.6, "dot"));
  }
  const told = answer.points.map((each) => `${each.level}: ${each.number}`).join("; ");
  place.innerHTML = drawing(width, height, parts, `P(entry) by pressure. ${told}`);
  panel.querySelector(".finding").textContent = finding(answer.points);
  panel.querySelector(".state").textContent =
    `${thousands(answer.worlds)} of ${thousands(answer.cap)} worlds of each level, the same at all of them.`;
}

function finding(points) {
  const last = points[points.length - 1];
  const even = points.find((each) => each.low > 0.5);
  if (even) return `From pressure ${even.level} on entry is likelier than not; at maximum it is ${last.number}`;
  return `Entry is ${last.number} at maximum pressure, and ${points[0].number} at none`;
}
