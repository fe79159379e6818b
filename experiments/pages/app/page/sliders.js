/** One parameter as a slider and a number: what it means, what is believed of it, where it is from. */

import { element } from "./shapes.js";

const FIGURES = 6; // of a number that is set

/** A row of the form, and what puts it where the state is. */
export function slider(each, change) {
  const id = each.path.replace(".", "-");
  const range = element("input", { type: "range", id, min: each.begin, max: each.end, step: each.step });
  const number = element("input", { type: "number", min: each.least, max: each.most, step: "any", "aria-label": `${each.name}, as a number` });
  const said = element("p", { class: "clamped", role: "status" });
  const marks = element("div", { class: "marks" });
  const back = element("button", { type: "button", "aria-label": `Put ${each.name} back` }, "↺");
  const top = element("div", { class: "top" }, element("label", { for: id }, each.name), number, back);
  const row = element("div", { class: "control" }, top, element("div", { class: "track" }, range, marks), said, meaning(each));
  let usual = each.value;

  range.addEventListener("input", () => set(Number(range.value), true));
  range.addEventListener("change", () => set(Number(range.value), false));
  number.addEventListener("change", () => {
    const [value, sentence] = within(number.value, each, usual);
    said.textContent = sentence;
    set(value, false, sentence);
  });
  back.addEventListener("click", () => change(each.path, null, false));

  function set(value, dragging, sentence = "") {
    said.textContent = sentence;
    const text = String(Number(value.toPrecision(FIGURES)));
    number.value = text;
    range.setAttribute("aria-valuetext", `${text}${each.unit ? ` ${each.unit}` : ""}`);
    change(each.path, text, dragging);
  }

  function place(set_, value, held) {
    if (value !== null && value !== undefined && set_ === null) usual = value;
    const now = set_ === null ? usual : Number(set_);
    if (document.activeElement !== range || Math.abs(Number(range.value) - now) > each.step) range.value = now;
    if (document.activeElement !== number) number.value = String(Number(now.toPrecision(FIGURES)));
    range.setAttribute("aria-valuetext", `${number.value}${each.unit ? ` ${each.unit}` : ""}`);
    row.classList.toggle("moved", set_ !== null);
    back.hidden = set_ === null;
    marks.innerHTML = marked(each, held ?? (set_ !== null ? usual : null));
  }

  return { row, place };
}

/** A typed number as it can be set, and a sentence where it is another than was typed. */
export function within(text, each, usual) {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) return [usual, `That is no number: ${each.name} stays at ${usual}.`];
  if (number < each.least) return [each.least, `It goes from ${each.least} to ${each.most}: set to ${each.least}.`];
  if (number > each.most) return [each.most, `It goes from ${each.least} to ${each.most}: set to ${each.most}.`];
  return [number, ""];
}

function meaning(each) {
  const [low, middle, high] = each.marks;
  const prior = each.marks.length ? `Believed before any record: ${each.prior}; 5, 50, 95 %: ${low}, ${middle}, ${high} (the bar and its tick).` : "Fixed: no prior.";
  const unit = each.unit ? ` (${each.unit})` : "";
  const told = `${each.meaning[0].toUpperCase()}${each.meaning.slice(1)}${unit}. By default ${each.value}; allowed ${each.least} to ${each.most}. ${prior} Source: ${each.source} (${each.status}).`;
  return element("details", {}, element("summary", {}, "what it is", element("span", { class: "visually-hidden" }, `: ${each.name}`)), element("p", {}, told, " ", element("code", {}, each.path)));
}

/** The prior under a slider, from 5 to 95 % with a tick at the middle, and where it was before. */
function marked(each, held) {
  const x = (value) => `${(100 * (value - each.begin)) / (each.end - each.begin)}`;
  const parts = [];
  if (each.marks.length) {
    const [low, middle, high] = each.marks;
    parts.push(`<rect class="prior" x="${x(low)}%" y="2" width="${x(high) - x(low)}%" height="5"/>`);
    parts.push(`<line class="middle" x1="${x(middle)}%" x2="${x(middle)}%" y1="1" y2="8"/>`);
  }
  if (held !== null && held >= each.begin && held <= each.end) parts.push(`<circle class="pin" cx="${x(held)}%" cy="4.5" r="4"/>`);
  return `<svg width="100%" height="12" aria-hidden="true" focusable="false">${parts.join("")}</svg>`;
}
