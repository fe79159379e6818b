/** The controls: what a reader has moved, read from them and put back into them. */

import { short } from "./telling.js";

/** The controls of a section. */
export function controls(section, data) {
  const form = section.querySelector("form");
  const rows = [...section.querySelectorAll("[data-parameter]")];
  const signs = [...section.querySelectorAll("[data-sign]")];
  const ends = (row) => [...row.querySelectorAll("input")];

  /** The assumptions that they show. */
  function chosen() {
    const ranges = {};
    rows.forEach((row, place) => {
      const [first, last] = ends(row).map((each) => Number(each.value));
      if (last - first < data.stops) ranges[place] = [first, last];
    });
    return {
      pool: form.elements.pool.value,
      level: Number(form.elements.pressure.value),
      ranges,
      moment: Number(form.elements.week?.value ?? 0),
      seen: signs.filter((each) => each.checked).map((each) => Number(each.value)),
      only: Boolean(form.elements.others?.checked),
    };
  }

  /** Let them show some assumptions. */
  function put(wanted) {
    form.elements.pool.value = wanted.pool;
    form.elements.pressure.value = wanted.level;
    if (form.elements.week) form.elements.week.value = wanted.moment;
    if (form.elements.others) form.elements.others.checked = wanted.only;
    for (const each of signs) each.checked = wanted.seen.includes(Number(each.value));
    rows.forEach((row, place) => {
      const range = wanted.ranges[place] ?? [0, data.stops];
      ends(row).forEach((each, n) => (each.value = range[n]));
    });
  }

  /** Say beside each of them where it stands. */
  function tell(move) {
    const level = data.levels[move.level];
    const pressure = `${level.name} (${short(level.number)})`;
    section.querySelector(".pressure output").textContent = pressure;
    form.elements.pressure.setAttribute("aria-valuetext", pressure);
    rows.forEach((row, place) => tellRange(row, move.ranges[place] ?? [0, data.stops], place));
  }

  function tellRange(row, [first, last], place) {
    const { stops, unit } = data.parameters[place];
    const limits = [
      first === 0 ? "its lowest" : short(stops[first]),
      last === data.stops ? "its highest" : short(stops[last]),
    ];
    const narrowed = last - first < data.stops;
    const told = narrowed
      ? `only ${limits.join(" to ")}`
      : `nine in ten: ${short(stops[1])} to ${short(stops[data.stops - 1])}`;
    row.querySelector("output").textContent = unit ? `${told} ${unit}` : told;
    ends(row).forEach((each, n) => {
      const below = Math.round((100 * [first, last][n]) / data.stops);
      each.setAttribute("aria-valuetext", `${limits[n]}; ${below} % of the prior lie below`);
    });
    row.classList.toggle("narrowed", narrowed);
    row.style.setProperty("--from", first / data.stops);
    row.style.setProperty("--to", last / data.stops);
  }

  /** Let the two ends of a range never meet. */
  function keepApart(input) {
    const row = input.closest("[data-parameter]");
    if (!row) return;
    const [first, last] = ends(row);
    if (Number(first.value) < Number(last.value)) return;
    if (input === first) first.value = Number(last.value) - 1;
    else last.value = Number(first.value) + 1;
  }

  return { form, rows, chosen, put, tell, keepApart };
}
