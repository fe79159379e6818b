/** The tab of what matters: every slider moved alone, over what is believed of it. */

import { drawing, element, line, path, rect, safe, wide, word } from "./shapes.js";
import { thousands } from "./headline.js";

export const tab = { name: "drivers", label: "What matters", own: () => ({}), stream: "drivers" };

const TOPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];
const STEP = 32;

export function build(panel) {
  panel.append(
    element("h2", { class: "finding" }, "What matters around here"),
    element("p", { class: "note label" }),
    element("figure", {}, element("div", { class: "picture" })),
    element("p", { class: "note state" }),
  );
}

export function show(panel, answer, context) {
  const place = panel.querySelector(".picture");
  const width = wide(place);
  const narrow = width < 560;
  const [left, right, top] = [narrow ? 6 : 250, 26, 6];
  const most = scale(answer, context);
  const x = (share) => left + Math.min(share / most, 1) * (width - left - right);
  const step = narrow ? STEP + 18 : STEP;
  const floor = top + answer.rows.length * step;
  const parts = [0, 0.25, 0.5, 0.75, 1].map((tick) => {
    const told = `${Number((100 * tick * most).toPrecision(3))} %`;
    const anchor = tick === 1 ? "end" : tick === 0 ? "start" : "middle";
    return line(x(tick * most), top, x(tick * most), floor, "grid") + word(x(tick * most), floor + 16, told, "tick", anchor);
  });
  parts.push(line(x(answer.here.probability), top, x(answer.here.probability), floor, "here"));
  answer.rows.forEach((row, place_) => parts.push(...drawn(row, top + place_ * step, x, narrow, left)));
  const said = answer.rows.slice(0, 8).map((row) => `${row.name}: ${row.below.number} to ${row.above.number}`).join("; ");
  place.innerHTML = drawing(width, floor + 26, parts, `P(entry) with each parameter at the low and the high end of its prior. ${said}`);
  panel.querySelector(".finding").textContent = finding(answer.rows);
  panel.querySelector(".label").textContent =
    `${answer.label} Open mark: at the 5 % quantile of the prior; full mark: at its 95 % quantile; the dotted line is what is set. The scale ends at ${Number((100 * most).toPrecision(2))}\u00a0%.`;
  panel.querySelector(".state").textContent = `${thousands(answer.worlds)} of ${thousands(answer.cap)} worlds at each end, the same at all.`;
}

function drawn(row, y, x, narrow, left) {
  const low = y + (narrow ? 32 : 16);
  const [from, to] = [x(row.below.probability), x(row.above.probability)];
  const name = narrow ? word(left, y + 16, row.name, "strong") : word(left - 12, y + 20, row.name, "strong", "end");
  const note = `<title>${safe(`${row.name} from ${row.below.words} to ${row.above.words}: ${row.change}`)}</title>`;
  return [
    name,
    `<g>${note}${line(from, low, to, low, "stem")}`,
    rect(from - 4.5, low - 4.5, 9, 9, "#FFFFFF", "below"),
    `<path class="above" d="${path([[to - 6, low], [to, low - 6], [to + 6, low], [to, low + 6]])}Z"/></g>`,
  ];
}

/** The end of the scale: it grows with what is shown, and stays while a slider is dragged. */
function scale(answer, context) {
  const ends = answer.rows.flatMap((row) => [row.below.probability, row.above.probability]);
  const most = Math.max(...ends, answer.here.probability);
  const fits = TOPS.find((each) => each >= most) ?? 1;
  if (!context.dragging || !context.scale || context.scale < fits) context.scale = fits;
  return context.scale;
}

function finding(rows) {
  const clear = rows.filter((row) => row.clear);
  if (!clear.length) return "Nothing makes a difference that so few worlds can tell";
  const [first] = clear;
  return `${first.name} moves P(entry) most in these worlds, from ${first.below.number} to ${first.above.number}`;
}
