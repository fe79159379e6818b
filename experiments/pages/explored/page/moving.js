/** The part of the page that its reader moves: what it shows of all that is assumed. */

import { read, written } from "./address.js";
import { controls } from "./controls.js";
import { bars, curve, dots, spans } from "./drawing.js";
import { answer, count, looks, nothingMoved, SIGNS, unpack } from "./reweighting.js";
import { changed, ends, frequency, inWords, span, sure } from "./telling.js";

const REST = 500; // milliseconds without a move before the answer is read out
const NARROWEST = 240; // pixels of a drawing
const TALL = 34; // pixels of the bars over a range
const MOST = 0.2; // of the vectors in one part, as high as the bars go

/** Bring a section to life. */
export function start(section, data) {
  const payload = unpack(data);
  const still = nothingMoved(payload);
  const ghost = answer(payload, still);
  const ghosts = data.levels.map((_, level) => answer(payload, { ...still, level }));
  const board = controls(section, data);
  const { anchor } = section.dataset;
  const find = (selector) => section.querySelector(selector);
  const say = (selector, words) => (find(selector).textContent = words);
  let [waiting, reading] = [0, 0];

  /** Show what follows from what is assumed. */
  function show() {
    const move = board.chosen();
    const found = answer(payload, move);
    section.classList.toggle("too-few", !found.enough);
    board.tell(move);
    tell(move, found);
    draw(move, found);
    drawParts(move, found);
    window.clearTimeout(reading);
    reading = window.setTimeout(() => {
      const told = [".number", ".word", ".often", ".worth"].map((each) => find(each).textContent);
      say(".read-out", told.join(" "));
    }, REST);
  }

  function tell(move, found) {
    const moved = written(anchor, move, still, data) !== "";
    const { enough } = found;
    const word = enough ? `${ends(found)} – ${inWords(found.probability, data.words)}` : "";
    say(".number", enough ? sure(found) : "no answer");
    say(".word", word);
    say(".worth", worthOf(move, found));
    say(".often", enough ? often(move, found) : refusal(found));
    say(".change", enough && !moved ? NOTHING : against(found));
    say(".few-worlds", enough && looks(move) ? LUCKY : "");
    say(".dots-title", `${enough ? "Of 50 dots, each as likely as the others" : "Unmoved"}, ${
      dotted(enough ? found : ghost)}.`);
    find(".reset").disabled = !moved;
  }

  function often(move, found) {
    const histories = data.weeks === 52 ? "years" : `histories of ${data.weeks} weeks`;
    const week = data.moments[move.moment];
    const when = looks(move) ? ` after week ${week} (of those that went on until then)` : "";
    return `Belarus enters the war${when} ${frequency(found, histories)}.`;
  }

  function worthOf(move, found) {
    const all = payload.pools[move.pool].vectors;
    const told = `Rests on ${found.effective.toFixed(0)} vectors in effect`;
    return `${told} (${found.vectors} of ${all} have any weight); ${data.least} are needed.`;
  }

  function refusal({ widen }) {
    const range = widen === SIGNS ? "" : `widen the range of “${data.parameters[widen].words}”`;
    return `Too few vectors are left to answer from: ${range || "say less of what was seen"}.`;
  }

  function against(found) {
    if (!found.enough) return `Unmoved it is ${sure(ghost)} ${ends(ghost)}.`;
    return `Against the unmoved answer, ${sure(ghost)}: ${changed(found.change)}.`;
  }

  function draw(move, found) {
    const wide = (box) => Math.max(Math.floor(box.clientWidth), NARROWEST);
    const into = (box, drawn) => (box.innerHTML = drawn(wide(box)));
    const answers = data.levels.map((_, level) =>
      level === move.level ? found : answer(payload, { ...move, level }),
    );
    into(find(".dots"), (width) => dots(width, found, ghost));
    into(find(".spans"), (width) => spans(width, rows(move, found)));
    into(find(".curve"), (width) => curve(width, data.levels, answers, ghosts, move.level));
  }

  function drawParts(move, found) {
    const pool = payload.pools[move.pool];
    const now = count(payload, move).weights.map((each) => (found.enough ? each : 0));
    const all = new Array(pool.vectors).fill(1 / pool.vectors);
    board.rows.forEach((row, place) => {
      const spread = (weights) => {
        const parts = new Array(data.stops).fill(0);
        weights.forEach((each, v) => (parts[pool.part[place * pool.vectors + v]] += each));
        return parts;
      };
      const box = row.querySelector(".parts");
      const width = Math.max(box.clientWidth, 100);
      box.innerHTML = bars(width, TALL, spread(now), spread(all), MOST);
    });
  }

  /** Luck and structure as the study has them, and between them the parameters, which move. */
  function rows(move, found) {
    const kept = (name) => {
      const band = data.bands[move.level]?.[name];
      return { words: `${name}: ${band ? span(...band) : "not told here"}`, span: band, look: name };
    };
    const [low, , high] = found.enough ? found.band : [];
    const moved = {
      words: `parameters: ${found.enough ? span(low, high) : "no answer"}`,
      span: found.enough ? [low, high] : null,
      ghost: [ghost.band[0], ghost.band[2]],
      look: "parameters",
    };
    return [kept("luck"), moved, kept("structure")];
  }

  function soon() {
    window.cancelAnimationFrame(waiting);
    waiting = window.requestAnimationFrame(show);
  }

  /** Keep what is assumed in the address. */
  function keep() {
    const here = `${window.location.pathname}${window.location.search}#${anchor}`;
    const told = written(anchor, board.chosen(), still, data);
    window.history.replaceState(null, "", told || here);
  }

  /** Show what the address tells, if it does. */
  function recall() {
    const told = read(anchor, window.location.hash, still, data);
    if (told) {
      board.put(told);
      show();
      section.scrollIntoView();
    }
    return told;
  }

  board.form.addEventListener("input", (event) => {
    board.keepApart(event.target);
    soon();
  });
  board.form.addEventListener("change", keep);
  board.form.addEventListener("submit", (event) => event.preventDefault());
  board.form.addEventListener("reset", (event) => {
    event.preventDefault();
    board.put(still);
    show();
    keep();
  });
  window.addEventListener("hashchange", recall);
  section.hidden = false;
  if (!recall()) {
    board.put(still);
    show();
  }
  new ResizeObserver(soon).observe(section);
}

const NOTHING = "Nothing is moved: this is what the record allows, at the scenario's own pressure.";
const LUCKY = " Where something was seen, theirs holds the luck of few worlds.";

/** What dots show, in a clause. */
function dotted(found) {
  const many = (some) => some.length || "none";
  const low = many(found.dots.filter((each) => each < 0.05));
  const high = many(found.dots.filter((each) => each > 0.5));
  return `${low} say under 5 % and ${high} more than 50 %`;
}

if (typeof document !== "undefined") {
  const section = document.querySelector(".explored");
  const data = document.getElementById(`data-${section.dataset.anchor}`);
  start(section, JSON.parse(data.textContent));
}
