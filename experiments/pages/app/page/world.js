/** The tab of one world: its story week by week, and its people one by one. */

import { army, street, unpacked } from "./people.js";
import { element, wide } from "./shapes.js";

export const tab = {
  name: "world", label: "One world", stream: "world",
  own: (state) => (state.pick ? { pick: state.pick } : { world: String(state.world) }),
};

const PACE = 600; // milliseconds a week while it plays
const CALLED = {
  entry: "An entry", failed_order: "A failed order", closest_call: "A close call", refusal: "A refusal that cost him office",
  removed: "Removed by Moscow", saved: "Entry saved him", ruined: "Entry ruined him", quiet: "A quiet year",
};

export function build(panel, context) {
  const buttons = context.page.picks.map((each) =>
    element("button", { type: "button", "data-pick": each.name, title: `a world ${each.words}` }, CALLED[each.name]),
  );
  const number = element("input", { type: "number", id: "world-number", min: 0, max: 999999, step: 1, value: 0 });
  panel.append(
    element("h2", { class: "finding" }, "One world"),
    element("div", { class: "levels", role: "group", "aria-label": "Jump to a world with" }, ...buttons),
    element("p", {}, element("label", { for: "world-number" }, "or world number "), number, " ", element("button", { type: "button", class: "next" }, "Next world")),
    element("p", { class: "note how" }),
    element("div", { class: "week-of" },
      element("label", { for: "week" }, "Week"),
      element("input", { type: "range", id: "week", min: 0, max: 51, step: 1, value: 0 }),
      element("p", { class: "happens", role: "status" }),
      element("p", {}, element("button", { type: "button", class: "play", "aria-pressed": "false" }, "Play"))),
    element("div", { class: "crowds" },
      element("figure", {}, element("figcaption", { class: "army-says" }), element("div", { class: "army" })),
      element("figure", {}, element("figcaption", { class: "street-says" }), element("div", { class: "street" }))),
    element("p", { class: "note" }, "Each soldier stands for a group of the real army, the darker the more of it would obey an order to fight; each citizen in blue would protest that week. Who would protest is not in the street at once. Dots are sorted, so that the boundary moves and nobody has a fixed place."),
    element("h3", {}, "What happens, and why"),
    element("ol", { class: "story" }),
  );
  buttons.forEach((each) => each.addEventListener("click", () => context.look({ pick: each.dataset.pick })));
  number.addEventListener("change", () => context.look({ pick: "", world: clamped(number) }));
  panel.querySelector(".next").addEventListener("click", () => context.look({ pick: "", world: (context.lived ?? -1) + 1 }));
  panel.querySelector("#week").addEventListener("input", () => panel.showWeek?.());
  panel.querySelector(".play").addEventListener("click", () => play(panel));
}

export function show(panel, answer, context) {
  const find = (look) => panel.querySelector(look);
  context.lived = answer.world;
  find(".finding").textContent = answer.title;
  find(".how").textContent = `World ${answer.world}. ${answer.how}`;
  find("#world-number").value = answer.world;
  panel.querySelectorAll("[data-pick]").forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.pick === context.state.pick)));
  find(".story").replaceChildren(...answer.paragraphs.map(told));
  const week = find("#week");
  week.max = answer.weeks.length - 1;
  if (context.seen !== answer.world) week.value = eventful(answer.weeks);
  context.seen = answer.world;
  const soldiers = unpacked(answer.people.obeying, answer.people.soldiers);
  const citizens = unpacked(answer.people.protesting, answer.people.citizens);
  panel.showWeek = () => showWeek(panel, answer, soldiers, citizens);
  panel.showWeek();
}

function showWeek(panel, answer, soldiers, citizens) {
  const find = (look) => panel.querySelector(look);
  const at = Math.min(Number(find("#week").value), answer.weeks.length - 1);
  const week = answer.weeks[at];
  const happens = week.happens.length ? ` — ${week.happens.join(", ")}` : "";
  const told = `Week ${week.week}, ${week.day}: ${week.lukashenko}, ${week.putin}${happens}`;
  find(".happens").textContent = told;
  find("#week").setAttribute("aria-valuetext", `week ${week.week}`);
  const obey = `Army: ${whole(week.compliance)} would obey an order to fight; limited entry takes ${whole(week.needed)}`;
  const would = answer.people.would[at] ?? 0;
  const protest = `Street: ${fine(would)} would protest, ${fine(week.protest)} are in the street`;
  find(".army-says").textContent = obey;
  find(".street-says").textContent = protest;
  find(".army").innerHTML = army(wide(find(".army")), soldiers(at), obey);
  find(".street").innerHTML = street(wide(find(".street")), citizens(at), protest);
  mark(panel, week.week);
}

function told({ when, lines }) {
  const parts = lines.map((line) => [element("span", { class: "said" }, line.text), ...line.notes.map((note) => element("span", { class: "noted" }, note))]);
  const weeks = when.match(/Weeks? (\d+)(?:-(\d+))?/);
  const item = element("li", {}, element("span", { class: "when" }, when), ...parts.flat());
  if (weeks) [item.dataset.from, item.dataset.to] = [weeks[1], weeks[2] ?? weeks[1]];
  return item;
}

function mark(panel, week) {
  for (const each of panel.querySelectorAll(".story > li")) {
    each.classList.toggle("now", Number(each.dataset.from) <= week && week <= Number(each.dataset.to));
  }
}

/** The first week in which an order or an ending comes; the first of all where none does. */
function eventful(weeks) {
  return Math.max(weeks.findIndex((each) => each.happens.length), 0);
}

function play(panel) {
  const button = panel.querySelector(".play");
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  button.textContent = on ? "Stop" : "Play";
  clearInterval(panel.playing);
  if (!on) return;
  const week = panel.querySelector("#week");
  if (week.value === week.max) week.value = 0;
  panel.playing = setInterval(() => {
    if (week.value === week.max || panel.hidden) return play(panel);
    week.value = Number(week.value) + 1;
    panel.showWeek();
    return undefined;
  }, PACE);
}

function clamped(input) {
  const number = Math.round(Math.min(Math.max(Number(input.value) || 0, 0), 999999));
  input.value = number;
  return number;
}

function whole(share) {
  return `${Math.round(100 * share)} %`;
}

function fine(share) {
  return share === 0 ? "nobody" : `${Number((100 * share).toPrecision(2))} %`;
}
