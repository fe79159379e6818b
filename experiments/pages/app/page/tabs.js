/** The tabs: arrows go from one to the next, Home and End to the ends; one panel is shown. */

import { element } from "./shapes.js";

/** Build list and panels; gives what shows one by its name. */
export function tabs(place, all, chosen) {
  const list = place.querySelector("[role=tablist]");
  const panels = new Map();
  const buttons = all.map(({ tab }) => {
    const id = `tab-${tab.name}`;
    const button = element("button", { type: "button", role: "tab", id, "aria-controls": `panel-${tab.name}`, "aria-selected": "false", tabindex: -1 }, tab.label);
    const panel = element("section", { role: "tabpanel", id: `panel-${tab.name}`, "aria-labelledby": id, tabindex: 0, hidden: true });
    panels.set(tab.name, panel);
    button.addEventListener("click", () => chosen(tab.name));
    list.append(button);
    place.append(panel);
    return button;
  });

  list.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + buttons.length) % buttons.length;
    buttons[next].focus();
    chosen(all[next].tab.name);
  });

  function show(name) {
    all.forEach(({ tab }, place_) => {
      const mine = tab.name === name;
      buttons[place_].setAttribute("aria-selected", String(mine));
      buttons[place_].tabIndex = mine ? 0 : -1;
      panels.get(tab.name).hidden = !mine;
      if (mine) buttons[place_].scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  }

  return { panels, show };
}
