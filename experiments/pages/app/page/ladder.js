/** The tab of the ladder: the share of worlds on each rung, week by week. */

import { drawing, element, keys, path, safe, upwards, wide, word } from "./shapes.js";

export const tab = { name: "ladder", label: "Ladder", own: () => ({}), stream: "answer" };

export function build(panel) {
  panel.append(
    element("h2", { class: "finding" }, "How far up the ladder Minsk stands"),
    element("p", { class: "note" }, "Share of worlds on each rung at the end of each week. A world has ended when Belarus has entered or his rule is over. Above the grey line lie the worlds that had entered or ended in what this is held against."),
    element("div", { class: "colours" }),
    element("figure", {}, element("div", { class: "picture" })),
  );
}

export function show(panel, answer) {
  const { rungs, weeks } = answer.ladder;
  const place = panel.querySelector(".picture");
  const width = wide(place);
  const [left, right, top, foot] = [46, 14, 8, 40];
  const height = Math.round(Math.min(0.56 * width, 380));
  const x = (week) => left + (weeks > 1 ? week / (weeks - 1) : 0) * (width - left - right);
  const y = (share) => height - foot - share * (height - foot - top);
  const sums = new Array(weeks).fill(0);
  const parts = [];
  for (const rung of rungs) {
    const below = sums.map((share, week) => [x(week), y(share)]);
    rung.shares.forEach((share, week) => (sums[week] = Math.min(sums[week] + share, 1)));
    const above = sums.map((share, week) => [x(week), y(share)]);
    const title = `<title>${safe(rung.label)}</title>`;
    parts.push(`<path d="${path([...above, ...below.reverse()])}Z" fill="${rung.colour}" stroke="#FFFFFF" stroke-width="0.8">${title}</path>`);
  }
  if (answer.pinned && answer.pinned.ladder.weeks === weeks) {
    const five = answer.pinned.ladder.rungs.slice(0, 5);
    const line = sums.map((_, week) => [x(week), y(five.reduce((sum, rung) => sum + rung.shares[week], 0))]);
    parts.push(`<path class="ghost-line" d="${path(line)}"/>`);
  }
  parts.push(upwards(y, left, width - right));
  for (let week = 0; week < weeks; week += Math.max(13, Math.ceil(weeks / 52) * 13)) {
    parts.push(word(x(week), height - foot + 17, `week ${week}`, "tick", week ? "middle" : "start"));
  }
  const last = rungs.map((rung) => [rung, rung.shares[weeks - 1]]).sort((a, b) => b[1] - a[1]);
  const told = last.map(([rung, share]) => `${rung.label} ${percent(share)}`).join("; ");
  place.innerHTML = drawing(width, height, parts, `Share of worlds on each rung by week. In the last week: ${told}`);
  panel.querySelector(".colours").replaceChildren(keys(rungs));
  panel.querySelector(".finding").textContent = `In the last week the largest share of worlds, ${percent(last[0][1])}, ${doing(last[0][0])}`;
}

/** The rows behind the drawing. */
export function file({ ladder, worlds }) {
  const rows = ladder.rungs[0].shares.map((_, week) => ({ week, ...Object.fromEntries(ladder.rungs.map((rung) => [rung.name, rung.shares[week]])), worlds }));
  return { name: "ladder", rows };
}

function doing(rung) {
  return rung.name === "ended" ? "has ended" : `stands at: ${rung.label}`;
}

function percent(share) {
  return share > 0 && share < 0.01 ? "under 1 %" : `${Math.round(100 * share)} %`;
}
