/** What can be moved: pressure, sliders by actor, named variants, and anything else as it is typed. */

import { slider } from "./sliders.js";
import { element } from "./shapes.js";

const CALLED = { scenario: "Scenario", pressure: "Pressure", lukashenko: "Lukashenko", putin: "Putin", army: "Army", public: "Public", opposition: "Opposition", choice: "Rule of choice" };
const USUAL = { scenario: "december_2022", pressure: "observed", choice: "quantal" };

/** Fill the form; gives what puts it where the state is. */
export function controls(form, page, state, moved) {
  const rows = new Map(page.sliders.map((each) => [each.path, slider(each, change)]));
  const [level, ...others] = page.sliders;
  form.append(
    fieldset("Kremlin pressure", levels(page, change), rows.get(level.path).row),
    element("details", { class: "more", open: roomy() }, element("summary", {}, "All other assumptions"),
      believed(page, change), ...grouped(others, rows), variants(page, change), typed(state, moved), acts(page, state, moved)),
  );
  form.addEventListener("submit", (event) => event.preventDefault());

  function change(name, value, dragging) {
    state.set(name, value);
    if (name === "pressure.level") state.set("pressure", null);
    if (name === "pressure") state.set("pressure.level", null);
    moved(dragging);
  }

  /** Put every control where the state is; `values` are those of the scenario as it was lived. */
  function place(values = null) {
    for (const each of page.sliders) rows.get(each.path).place(state.get(each.path), values?.[each.path], held(state.pinned, each.path));
    const at = Number(state.get("pressure.level") ?? page.levels[state.get("pressure") ?? "observed"] ?? NaN);
    for (const each of form.querySelectorAll("[data-level]")) each.setAttribute("aria-pressed", String(page.levels[each.dataset.level] === at));
    for (const each of form.querySelectorAll("[name=parameters]")) each.checked = each.value === (state.get("parameters") ?? page.parameters.usual);
    for (const each of form.querySelectorAll("select[data-group]")) each.value = state.get(each.dataset.group) ?? usual(each.dataset.group);
    form.querySelector("#seed").value = state.get(page.seed) ?? "1";
    listed(form.querySelector(".given"), page, state, moved);
    form.querySelector(".reset").disabled = state.args.length === 0;
    form.querySelector(".hold").disabled = state.args.join("\n") === state.pinned.join("\n");
  }

  return { place };
}

/** Whether the assumptions stand beside the answer, and not above it. */
function roomy() {
  return window.matchMedia("(min-width: 62rem)").matches;
}

function held(pinned, path) {
  const found = pinned.find((each) => each.startsWith(`${path}=`));
  return found ? Number(found.slice(path.length + 1)) : null;
}

function usual(group) {
  return USUAL[group] ?? "baseline";
}

function fieldset(name, ...parts) {
  return element("fieldset", {}, element("legend", {}, name), ...parts);
}

function levels(page, change) {
  const buttons = Object.keys(page.levels).map((name) => {
    const button = element("button", { type: "button", "data-level": name, "aria-pressed": "false" }, name);
    button.addEventListener("click", () => change("pressure", name === "observed" ? null : name, false));
    return button;
  });
  return element("div", { class: "levels", role: "group", "aria-label": "Named levels of pressure" }, ...buttons);
}

function believed(page, change) {
  const words = { defaults: "the defaults: one judgement among the many that the record allows", calibrated: "calibrated: what the record before December 2022 allows, 400 vectors; what you set is the same in all" };
  const names = [page.parameters.usual, ...page.parameters.others];
  const labels = names.map((name) => {
    const input = element("input", { type: "radio", name: "parameters", value: name });
    input.addEventListener("change", () => change(page.parameters.name, name === page.parameters.usual ? null : name, false));
    return element("label", { class: "radio" }, input, ` ${words[name] ?? name}`);
  });
  return fieldset("Parameters", ...labels);
}

function grouped(sliders, rows) {
  const owners = [...new Set(sliders.map((each) => each.owner))];
  return owners.map((owner, place) => {
    const mine = sliders.filter((each) => each.owner === owner).map((each) => rows.get(each.path).row);
    const open = place < 2 && roomy();
    return element("details", { class: "group", open }, element("summary", {}, owner), ...mine);
  });
}

function variants(page, change) {
  const choices = page.groups.map(({ name, variants: all }) => {
    const options = all.map((each) => element("option", { value: each }, each.replaceAll("_", " ")));
    const select = element("select", { "data-group": name, id: `group-${name}` }, ...options);
    select.addEventListener("change", () => change(name, select.value === usual(name) ? null : select.value, false));
    return element("label", { for: `group-${name}` }, CALLED[name] ?? name, select);
  });
  return element("details", { class: "group" }, element("summary", {}, "Named variants and scenarios"), element("div", { class: "choices" }, ...choices));
}

function typed(state, moved) {
  const input = element("input", { type: "text", id: "any", placeholder: "army.mutiny=0.2", spellcheck: "false" });
  const button = element("button", { type: "button" }, "Set");
  const set = () => {
    const text = input.value.trim();
    const at = text.indexOf("=");
    if (at < 1) {
      state.fail(`“${text}” is not of the form name=value, such as army.mutiny=0.2`);
      return;
    }
    state.set(text.slice(0, at).trim(), text.slice(at + 1).trim());
    input.value = "";
    moved(false);
  };
  button.addEventListener("click", set);
  input.addEventListener("keydown", (event) => event.key === "Enter" && set());
  const hint = element("p", { class: "hint" }, "Any parameter of docs/parameters.md, or force=…, as on the command line.");
  return fieldset("Anything else", element("label", { for: "any", class: "visually-hidden" }, "A parameter as name=value"), element("div", { class: "typed" }, input, button), hint, element("ul", { class: "given" }));
}

/** What is set beside sliders and variants, each with a way to take it back. */
function listed(list, page, state, moved) {
  const shown = new Set([...page.sliders.map((each) => each.path), ...page.groups.map((each) => each.name), page.parameters.name, page.seed]);
  const others = state.args.filter((each) => !shown.has(each.slice(0, each.indexOf("="))));
  list.replaceChildren(
    ...others.map((each) => {
      const button = element("button", { type: "button", "aria-label": `Take back ${each}` }, "Take back");
      button.addEventListener("click", () => {
        state.set(each.slice(0, each.indexOf("=")), null);
        moved(false);
      });
      return element("li", {}, element("code", {}, each), button);
    }),
  );
}

function acts(page, state, moved) {
  const seed = element("input", { type: "number", id: "seed", min: 0, max: 999999999, step: 1, value: 1 });
  seed.addEventListener("change", () => {
    const number = Math.round(Math.min(Math.max(Number(seed.value) || 0, 0), 999999999));
    seed.value = number;
    state.set(page.seed, number === 1 ? null : String(number));
    moved(false);
  });
  const hold = element("button", { type: "button", class: "hold" }, "Hold answers against this");
  hold.addEventListener("click", () => {
    state.pinned = [...state.args];
    moved(false);
  });
  const reset = element("button", { type: "reset", class: "reset" }, "Put everything back");
  reset.addEventListener("click", (event) => {
    event.preventDefault();
    state.args = [];
    moved(false);
  });
  return fieldset("This page", element("p", {}, element("label", { for: "seed" }, "Seed of the luck "), seed), element("p", { class: "buttons" }, hold, reset));
}
