/** The page: what is set is asked, answers are shown as they come, and the address keeps it all. */

import { read, written } from "./address.js";
import * as answer from "./answer.js";
import { Asking } from "./asking.js";
import { controls } from "./controls.js";
import * as curve from "./curve.js";
import * as dilemma from "./dilemma.js";
import * as drivers from "./drivers.js";
import { headline } from "./headline.js";
import * as ladder from "./ladder.js";
import { keeping } from "./keeping.js";
import { State } from "./state.js";
import { element } from "./shapes.js";
import { tabs } from "./tabs.js";
import * as trust from "./trust.js";
import * as world from "./world.js";

const TABS = [answer, curve, ladder, dilemma, world, drivers, trust];
const SOON = 60; // milliseconds between what is dragged and what is asked
const CALM = 1500; // milliseconds after which the other bands are looked at, too
const SURE = 8000; // worlds from which they are

async function start() {
  const page = await (await fetch("api/page")).json();
  const state = new State(page.first, TABS.map((each) => each.tab.name));
  const asking = new Asking();
  const head = headline(document.querySelector(".headline"));
  const context = { page, state, trust: null, dragging: false, look };
  const latest = new Map(); // stream -> its last answer
  let [soon, calm] = [0, 0];

  const shown = tabs(document.querySelector(".tabs"), TABS, choose);
  TABS.forEach((each) => each.build(shown.panels.get(each.tab.name), context));
  const form = controls(document.querySelector(".controls"), page, state, moved);
  state.fail = (sentence) => head.fail(sentence);
  document.querySelector(".definition").append(...page.definition.map((each) => element("p", {}, each)));
  keeping(state, page, () => {
    const mine = TABS.find((each) => each.tab.name === state.tab);
    const told = latest.get(mine.tab.stream);
    return { panel: shown.panels.get(state.tab), table: mine.file?.(told) ?? told.table, answer: latest.get("answer") };
  });

  function of(name) {
    return TABS.find((each) => each.tab.name === name).tab;
  }

  function question(tab) {
    return { arguments: state.args, pinned: state.pinned, own: tab.own(state) };
  }

  function moved(dragging) {
    context.dragging = dragging;
    form.place();
    head.wait();
    document.documentElement.dataset.state = "asking";
    clearTimeout(soon);
    soon = setTimeout(ask, SOON);
    if (!dragging) remember();
  }

  function remember() {
    window.history.replaceState(null, "", written(state));
  }

  function ask() {
    clearTimeout(calm);
    asking.overtake();
    latest.clear();
    context.trust = null;
    let first = true;
    asking.ask("answer", question(answer.tab), (told) => {
      latest.set("answer", told);
      head.tell(told, state.args.join("\n") === state.pinned.join("\n"));
      form.place(told.values);
      document.querySelector(".command").textContent = told.command;
      draw();
      if (first) askTab();
      first = false;
      document.documentElement.dataset.state = told.done ? "done" : "answering";
      if (told.worlds >= SURE && !context.trust) calm ||= setTimeout(askBands, CALM);
    }, (sentence) => {
      head.fail(sentence);
      document.documentElement.dataset.state = "failed";
    });
    calm = 0;
  }

  /** Ask what the open tab shows, where the answer alone does not. */
  function askTab() {
    const { stream } = of(state.tab);
    for (const each of TABS) if (each.tab.stream !== "answer") asking.leave(each.tab.stream);
    if (stream === "answer") return;
    latest.delete(stream);
    if (stream === "trust" && context.trust?.done) {
      latest.set("trust", context.trust);
      draw();
      return;
    }
    const tab = of(state.tab);
    const panel = shown.panels.get(tab.name);
    panel.setAttribute("aria-busy", "true");
    asking.ask(stream, question(tab), (told) => {
      panel.removeAttribute("aria-busy");
      panel.querySelector(".failed")?.remove();
      latest.set(stream, told);
      if (stream === "trust") context.trust = told;
      draw();
    }, (sentence) => {
      panel.removeAttribute("aria-busy");
      panel.querySelector(".failed")?.remove();
      panel.prepend(element("p", { class: "failed note", role: "alert" }, `${sentence[0].toUpperCase()}${sentence.slice(1)}.`));
    });
  }

  function askBands() {
    if (context.trust || asking.under.has("trust")) return;
    asking.ask("trust", question(trust.tab), (told) => {
      context.trust = told;
      if (state.tab === "answer") draw();
    }, () => {});
  }

  function draw() {
    const mine = TABS.find((each) => each.tab.name === state.tab);
    const told = latest.get(mine.tab.stream);
    if (told) mine.show(shown.panels.get(state.tab), told, context);
    document.querySelectorAll("[data-save]").forEach((each) => (each.disabled = !told));
  }

  function choose(name) {
    state.tab = name;
    shown.show(name);
    remember();
    draw();
    if (latest.has("answer")) askTab();
  }

  function look(which) {
    Object.assign(state, { pick: "", ...which });
    remember();
    askTab();
  }

  function recall() {
    state.recall(read(window.location.hash));
    shown.show(state.tab);
    form.place();
    head.wait();
    ask();
  }

  window.addEventListener("hashchange", recall);
  new ResizeObserver(() => window.requestAnimationFrame(draw)).observe(document.querySelector(".tabs"));
  recall();
  remember();
}

start();
