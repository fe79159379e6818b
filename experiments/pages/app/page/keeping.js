/** What a reader takes along: files of what is shown, the command, the link, a report. */

import { send } from "./asking.js";
import { alone, asCsv, keep, keepPng } from "./saving.js";
import { element } from "./shapes.js";

/** Let the buttons do what they say; `now` gives the open panel and the answers on it. */
export function keeping(state, page, now) {
  const find = (look) => document.querySelector(look);
  const acts = {
    csv: ({ name, rows }) => keep(`${name}.csv`, asCsv(rows), "text/csv"),
    svg: ({ name }, svg) => keep(`${name}.svg`, alone(svg), "image/svg+xml"),
    png: ({ name }, svg) => keepPng(`${name}.png`, svg),
  };
  for (const button of document.querySelectorAll("[data-save]")) {
    button.addEventListener("click", async () => {
      const { panel, table } = now();
      const svg = panel.querySelector("figure svg");
      await acts[button.dataset.save](table, svg);
      find(".saved").textContent = `Kept as ${table.name}.${button.dataset.save}`;
    });
  }
  find(".copy").addEventListener("click", () => copy(find(".command").textContent, "The command is copied."));
  find(".link").addEventListener("click", () => copy(window.location.href, "The link is copied."));
  find(".make").addEventListener("click", make);

  async function copy(text, said) {
    try {
      await navigator.clipboard.writeText(text);
      find(".made").textContent = said;
    } catch {
      find(".made").textContent = "The browser does not let this page copy: mark the text instead.";
    }
  }

  async function make() {
    const button = find(".make");
    button.disabled = true;
    find(".made").textContent = "The study is carried out and its report is written; that takes a minute or so …";
    try {
      const worlds = now().answer?.worlds ?? 2000;
      const told = await send("api/report", { arguments: state.args, worlds });
      const link = element("a", { href: told.link, target: "_blank", rel: "noopener" }, "Open the report");
      find(".made").replaceChildren(link, ` It lies in ${told.folder}, made by `, element("code", {}, told.command));
    } catch (failure) {
      find(".made").textContent = failure.message;
    }
    button.disabled = false;
  }
}
