/** The tab of trust: three bands, the rule of confidence, and how the model has fared. */

import { spans } from "./drawing.js";
import { named } from "./answer.js";
import { thousands } from "./headline.js";
import { element, table, together, wide } from "./shapes.js";

export const tab = { name: "trust", label: "Trust", own: () => ({}), stream: "trust" };

export function build(panel) {
  panel.append(
    element("h2", { class: "finding" }, "How far to trust it"),
    element("p", { class: "sentence" }),
    element("figure", {}, element("div", { class: "picture" })),
    element("div", { class: "listed" }),
    element("p", { class: "note state" }),
    element("h3", {}, "How it would have fared since December 2022"),
    element("p", { class: "note condition" }),
    element("ul", { class: "losses" }),
    element("p", { class: "note why" }),
  );
}

export function show(panel, answer) {
  const find = (look) => panel.querySelector(look);
  find(".finding").textContent = `Confidence is ${answer.level}`;
  find(".sentence").textContent = together(answer.sentence);
  const rows = answer.bands.map((each) => ({ words: `${each.name}: ${each.told}`, span: each.low === null ? null : [each.low, each.high], look: each.name }));
  const place = find(".picture");
  place.innerHTML = spans(wide(place), rows);
  named(place, rows.map((each) => each.words).join("; "));
  find(".listed").replaceChildren(
    table("Three ways to be unsure; none is part of another", ["what", "from and to", "what it is"],
      answer.bands.map((each) => [each.name, each.told, `${each.means}${each.ends ? ` (${each.ends})` : ""}`])),
  );
  find(".state").textContent =
    `${thousands(answer.worlds)} worlds over ${answer.vectors} calibrated vectors; structure is ${answer.structure_is}.${answer.done ? "" : " More is being lived."}`;
  find(".condition").textContent = answer.condition;
  find(".losses").replaceChildren(...answer.losses.map((each) => element("li", {}, each)));
  find(".why").textContent = answer.why;
}
