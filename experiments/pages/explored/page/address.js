/**
 * A move as the end of the page's address, so that a link brings it back:
 * #move?pressure=0.8&pool=prior&week=13&seen=ultimatum.border&others=unseen&army.morale=5-20
 * Parameters and signs are named, and ranges are parts of the prior in twentieths.
 */

const POOL = "pool";
const OWN = [POOL, "pressure", "week", "seen", "others"];

/** The end of the address of a move; nothing where nothing is moved. */
export function written(anchor, move, still, data) {
  const told = new URLSearchParams();
  if (move.level !== still.level) told.set("pressure", data.levels[move.level].number);
  if (move.pool !== still.pool) told.set(POOL, move.pool);
  if (move.seen.length || move.only) {
    told.set("week", data.moments[move.moment]);
    if (move.seen.length) told.set("seen", move.seen.map((each) => data.signs[each].name).join("."));
    if (move.only) told.set("others", "unseen");
  }
  for (const [place, range] of Object.entries(move.ranges)) {
    told.set(data.parameters[place].name, range.join("-"));
  }
  return told.size ? `#${anchor}?${told}` : "";
}

/** The move that the end of an address tells; null where it is of something else. */
export function read(anchor, text, still, data) {
  if (!text.startsWith(`#${anchor}?`)) return null;
  const told = new URLSearchParams(text.slice(anchor.length + 2));
  const place = (list, wanted) => Math.max(list.findIndex(wanted), -1);
  const level = place(data.levels, (each) => String(each.number) === told.get("pressure"));
  const moment = place(data.moments, (each) => String(each) === told.get("week"));
  const seen = (told.get("seen") ?? "").split(".");
  const move = {
    ...still,
    ranges: {},
    level: level < 0 ? still.level : level,
    moment: Math.max(moment, 0),
    seen: [...data.signs.keys()].filter((sign) => seen.includes(data.signs[sign].name)),
    only: told.get("others") === "unseen",
  };
  if (told.get(POOL) in data.pools) move.pool = told.get(POOL);
  data.parameters.forEach((each, at) => {
    const range = OWN.includes(each.name) ? null : stops(told.get(each.name), data.stops);
    if (range) move.ranges[at] = range;
  });
  return move;
}

function stops(text, most) {
  const found = /^(\d+)-(\d+)$/.exec(text ?? "");
  if (!found) return null;
  const [first, last] = [Number(found[1]), Number(found[2])];
  return first < last && last <= most && last - first < most ? [first, last] : null;
}
