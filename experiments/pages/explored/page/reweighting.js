/**
 * What follows where a reader moves the assumptions: the vectors that were lived, weighed anew.
 *
 * A range that is narrowed keeps the vectors inside it and drops the others. What was seen keeps
 * the worlds that show it: a vector weighs as much as it makes that likely, and entry is what those
 * worlds do later. The same as `reweighting.py`.
 *
 * A move is {pool, level, ranges: {parameter: [first stop, last stop]}, moment, seen: [signs],
 * only}: parameters, levels, moments and signs by place.
 */

import { difference, freedOfLuck, quantiles, sum, weighed, worth } from "./weighing.js";

export const RECORD = "calibrated";
export const SIGNS = "signs";
const DOTS = 50;
const BAND = [0.05, 0.5, 0.95];
const STEP = 255; // of a byte

/** What a page embeds, as numbers. */
export function unpack(data) {
  const pools = {};
  for (const [name, pool] of Object.entries(data.pools)) {
    const text = (key) => Uint8Array.from(atob(pool[key]), (each) => each.charCodeAt(0));
    const floats = (key) => Float64Array.from(singles(text(key)));
    pools[name] = {
      vectors: pool.vectors,
      worlds: pool.worlds,
      moments: data.moments.length,
      part: text("part"),
      share: floats("share"),
      error: floats("error"),
      signs: text("signs"),
      left: Float64Array.from(text("left"), (each) => each / STEP),
      later: Float64Array.from(text("later"), (each) => (each / STEP) ** 2),
    };
  }
  return { pools, levels: data.levels.length, unmoved: data.unmoved, least: data.least };
}

/** The move of a reader who has moved nothing. */
export function nothingMoved(payload) {
  return { pool: RECORD, level: payload.unmoved, ranges: {}, moment: 0, seen: [], only: false };
}

/** P(entry) under a move; where too few vectors are left, how many and what to give up. */
export function answer(payload, move) {
  const { weights, chances, errors } = count(payload, move);
  const left = worth(weights);
  const vectors = weights.filter((each) => each > 0).length;
  if (left < payload.least) {
    return { enough: false, effective: left, vectors, widen: widen(payload, move) };
  }
  const mean = weighed(chances, weights);
  const freed = freedOfLuck(chances, errors, weights);
  return {
    enough: true,
    probability: mean.mean,
    low: mean.low,
    high: mean.high,
    band: quantiles(freed, weights, BAND),
    dots: quantiles(freed, weights, Array.from({ length: DOTS }, (_, n) => (n + 0.5) / DOTS)),
    effective: left,
    vectors,
    change: difference(mean, unmoved(payload), move.pool === RECORD),
  };
}

/** P(entry) as the record has it, at the scenario's own pressure. */
export function unmoved(payload) {
  const { chances, weights } = count(payload, nothingMoved(payload));
  return weighed(chances, weights);
}

/** The vectors under a move: weights that add up to 1, chances, and their errors from luck. */
export function count(payload, move) {
  const pool = payload.pools[move.pool];
  const inside = within(pool, move.ranges);
  if (looks(move)) return conditioned(pool, move, inside);
  const total = Math.max(sum(inside), 1);
  const from = move.level * pool.vectors;
  return {
    weights: inside.map((each) => each / total),
    chances: Array.from(pool.share.subarray(from, from + pool.vectors)),
    errors: Array.from(pool.error.subarray(from, from + pool.vectors)),
  };
}

/** Whether anything is said of signs. */
export function looks(move) {
  return move.seen.length > 0 || move.only;
}

/** 1 for the vectors between the stops of all ranges, 0 for the others. */
function within(pool, ranges) {
  const inside = new Array(pool.vectors).fill(1);
  for (const [parameter, [first, last]] of Object.entries(ranges)) {
    for (let v = 0; v < pool.vectors; v += 1) {
      const part = pool.part[parameter * pool.vectors + v];
      if (part < first || part >= last) inside[v] = 0;
    }
  }
  return inside;
}

/** The vectors, where worlds show what was seen and go on: how much of each, and what enters. */
function conditioned(pool, move, inside) {
  const asked = move.seen.reduce((bits, sign) => bits | (1 << sign), 0);
  const from = (move.level * pool.moments + move.moment) * pool.vectors * pool.worlds;
  const shown = (place) => {
    const signs = pool.signs[place];
    return move.only ? signs === asked : (signs & asked) === asked;
  };
  const found = { weights: [], chances: [], errors: [] };
  for (let v = 0; v < pool.vectors; v += 1) {
    const places = Array.from({ length: pool.worlds }, (_, w) => from + v * pool.worlds + w);
    const going = places.filter((place) => shown(place) && pool.left[place] > 0);
    const borne = sum(going.map((place) => pool.left[place]));
    const safe = borne > 0 ? borne : 1;
    const chance = sum(going.map((place) => pool.left[place] * pool.later[place])) / safe;
    const strays = going.map((place) => (pool.left[place] * (pool.later[place] - chance)) ** 2);
    const error = (sum(strays) * going.length) / Math.max(going.length - 1, 1);
    found.weights.push(inside[v] * borne);
    found.chances.push(chance);
    found.errors.push(Math.sqrt(error) / safe);
  }
  const total = sum(found.weights);
  if (total > 0) found.weights = found.weights.map((each) => each / total);
  return found;
}

/** What of a move, given up, would leave most vectors; the first of equals. */
function widen(payload, move) {
  const without = Object.keys(move.ranges)
    .map(Number)
    .sort((a, b) => a - b)
    .map((place) => {
      const { [place]: _, ...ranges } = move.ranges;
      return [place, { ...move, ranges }];
    });
  if (looks(move)) without.push([SIGNS, { ...move, seen: [], only: false }]);
  let [best, most] = [SIGNS, -1];
  for (const [name, each] of without) {
    const left = Math.round(1000 * worth(count(payload, each).weights));
    if (left > most) [best, most] = [name, left];
  }
  return best;
}

/** Numbers of 32 bits from their bytes, the lowest first. */
function singles(bytes) {
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length / 4 }, (_, n) => view.getFloat32(4 * n, true));
}
