/** The tab of the dilemma: in power a year after the first ultimatum, by answer. */

import { bars } from "./bars.js";
import { thousands } from "./headline.js";
import { element, wide } from "./shapes.js";

export const tab = { name: "dilemma", label: "Dilemma", own: () => ({}), stream: "dilemma" };

export function build(panel) {
  panel.append(
    element("h2", { class: "finding" }, "Does entering save him?"),
    element("p", { class: "note" }, "The same worlds, lived once with each answer to the first ultimatum, which he then keeps to for a year: how often he is in power a year later. Worlds that entered of his own accord are not compared with the rest, for they are those whose army went."),
    element("div", { class: "pair groups" }),
    element("p", { class: "note state" }),
  );
}

export function show(panel, answer) {
  const [all] = answer.groups;
  const enters = all.rows.find((each) => each.name === "limited_entry");
  panel.querySelector(".finding").textContent = enters ? finding(all, enters) : "Too few worlds were asked to say whether entering saves him";
  const groups = answer.groups.map((group) => {
    const place = element("div", { class: "picture" });
    return [group, place, element("figure", {}, element("h3", {}, `In power a year later, ${group.words}`), place, element("p", { class: "note" }, against(group, answer)))];
  });
  panel.querySelector(".groups").replaceChildren(...groups.map(([, , figure]) => figure));
  for (const [group, place] of groups) {
    if (!group.rows.length) continue;
    const said = group.rows.map((each) => `${each.label} ${each.number}`).join("; ");
    place.innerHTML = bars(wide(place), group.rows, null, said);
  }
  panel.querySelector(".state").textContent =
    `${thousands(answer.worlds)} of ${thousands(answer.cap)} worlds; in ${thousands(answer.asked)} of them he is asked by ultimatum within a year.${answer.asked < 200 ? " So few leave wide intervals." : ""}`;
}

function finding(group, enters) {
  const best = group.rows.find((each) => each.label === group.best);
  if (enters.from > 0) return `Entering keeps him in power more often (${enters.number}) than the best other answer`;
  if (enters.to < 0) return `Entering keeps him in power less often (${enters.number}) than “${group.best}” (${best.number})`;
  return "So few worlds cannot tell whether entering keeps him in power more often than the best other answer";
}

function against(group, answer) {
  if (!group.rows.length) return `${group.asked} worlds so far; at least ${answer.few} are needed to say something.`;
  const enters = group.rows.find((each) => each.name === "limited_entry");
  return enters.less ? `Limited entry against “${group.best}” in the same ${group.asked} worlds: ${enters.less}.` : "";
}
