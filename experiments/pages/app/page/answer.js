/** The tab of the answer: three ways to be unsure, how worlds end, what stood in the way. */

import { bars } from "./bars.js";
import { dots, spans } from "./drawing.js";
import { element, wide } from "./shapes.js";
import { span } from "./telling.js";

const DOTTED = 520; // pixels across of the dots

export const tab = { name: "answer", label: "Answer", own: () => ({}), stream: "answer" };

export function build(panel) {
  const figure = (title, note, look) =>
    element("figure", {}, element("h3", {}, title), element("p", { class: "note" }, note), element("div", { class: look }));
  panel.append(
    element("h2", {}, "How sure, how worlds end, and what stands in the way"),
    figure(
      "Three ways to be unsure, none part of another",
      "Luck is the dice at the parameters that are set; what parameters and rival models leave open is looked at once the sliders stand still.",
      "three",
    ),
    element("div", { class: "fifty", hidden: true }, figure("Fifty dots, each as likely as the others", "P(entry) as the vectors of parameters say it; the line is their mean, grey what it is held against.", "dots-here")),
    element("div", { class: "pair" }, figure("How worlds end", "Share of worlds by the end of the horizon; thin lines are 95 % intervals.", "endings"), figure("What stood in the way", "Of worlds without entry, what kept it from happening, as a share of all.", "blocked")),
  );
}

export function show(panel, answer, context) {
  const find = (look) => panel.querySelector(look);
  const place = find(".three");
  place.innerHTML = spans(wide(place), three(answer, context.trust));
  named(place, three(answer, context.trust).map((row) => row.words).join("; "));
  const fifty = find(".fifty");
  fifty.hidden = !answer.dots.length;
  if (answer.dots.length) {
    const ghost = { dots: answer.pinned?.dots ?? [] };
    const told = { enough: true, dots: answer.dots, probability: answer.entry.probability };
    const here = find(".dots-here");
    here.innerHTML = dots(Math.min(wide(here), DOTTED), told, ghost);
    named(here, `Fifty dots of P(entry) over the vectors; mean ${answer.entry.number}`);
  }
  const endings = find(".endings");
  endings.innerHTML = bars(wide(endings), answer.endings, answer.pinned?.endings, sentence(answer.endings));
  const blocked = find(".blocked");
  blocked.innerHTML = bars(wide(blocked), answer.blocked, null, sentence(answer.blocked));
}

/** The bars of luck, parameters and structure, in this order. */
export function three(answer, trust) {
  const ghost = answer.pinned ? [answer.pinned.low, answer.pinned.high] : null;
  const own = answer.vectors === 0;
  const found = (name) => trust?.bands.find((each) => each.name === name && each.low !== null);
  const luck = own ? { ...answer.entry, told: span(answer.entry.low, answer.entry.high) } : found("luck");
  const row = (name, band, ghostly = null) => ({
    words: `${name}: ${band ? band.told : "not looked at yet"}`,
    span: band ? [band.low, band.high] : null,
    ghost: ghostly,
    look: name,
  });
  return [row("luck", luck, own ? ghost : null), row("parameters", found("parameters")), row("structure", found("structure"))];
}

function sentence(rows) {
  return rows.map((each) => `${each.label} ${each.number}`).join("; ");
}

export function named(place, said) {
  const svg = place.querySelector("svg");
  svg.removeAttribute("aria-hidden");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", said);
}
