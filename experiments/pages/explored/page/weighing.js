/**
 * Weighted means over vectors, with intervals: the same as `weighing.py`, to a part in a million.
 *
 * Worlds of a vector are alike; so vectors are what is counted, and as many as they are worth
 * (Kish 1965). All weights add up to 1.
 */

import { gammaQuantile } from "./gamma.js";

const NORMAL = 1.959963984540054; // quantile for a two-sided 95 % interval
const TAIL = 0.025;
const ENOUGH = 10; // vectors in effect that the spread between vectors is estimated from
const FEW = 0.01; // part of all: where fewer bear a chance, some that bear more may be unseen
const ALIKE = 1e10; // values that are the same in so small parts stay in the order of their vectors
const LOST = 1e-12; // a mean chance whose squares are too small to be summed

/** The sum of some numbers. */
export function sum(numbers) {
  let total = 0;
  for (const each of numbers) total += each;
  return total;
}

/** How many vectors of equal weight would be as sure as these; 0 where none has any. */
export function worth(weights) {
  return effective(sum(weights), dot(weights, weights));
}

/** The mean of chances, its 95 % interval, and what each vector adds to its error. */
export function weighed(chances, weights) {
  const many = worth(weights);
  const mean = dot(weights, chances);
  const square = sum(weights.map((each, v) => each * chances[v] * chances[v]));
  const stretch = Math.sqrt(many / Math.max(many - 1, 1));
  const pulls = weights.map((each, v) => each * (chances[v] - mean) * stretch);
  const few = restsOnFew(mean * many, square * many, many);
  let [low, high] = [0, 0];
  if (few) {
    [low, high] = ofFew(mean * many, square * many, many);
  } else {
    const odds = Math.log(mean) - Math.log1p(-mean);
    const reach = (student(many - 1) * Math.sqrt(dot(pulls, pulls))) / (mean * (1 - mean));
    [low, high] = [logistic(odds - reach), logistic(odds + reach)];
  }
  return { mean, low: Math.min(low, mean), high: Math.max(high, mean), few, worth: many, pulls };
}

/** One mean less another with its 95 % interval; paired where both are over the same vectors. */
export function difference(one, other, paired) {
  const told = one.mean - other.mean;
  let [below, above] = [0, 0];
  if (one.few || other.few) {
    const together = paired ? correlation(one.pulls, other.pulls) : 0;
    below = root(one.mean - one.low, other.high - other.mean, together);
    above = root(one.high - one.mean, other.mean - other.low, together);
  } else {
    const apart = paired ? one.pulls.map((each, v) => each - other.pulls[v]) : [];
    const squares = paired
      ? dot(apart, apart)
      : dot(one.pulls, one.pulls) + dot(other.pulls, other.pulls);
    below = above = student(Math.min(one.worth, other.worth) - 1) * Math.sqrt(squares);
  }
  return [told, Math.max(told - below, -1), Math.min(told + above, 1)];
}

/** Quantiles of weighted values, by straight lines between the middles of their weights. */
export function quantiles(values, weights, at) {
  const order = [...values.keys()].filter((v) => weights[v] > 0);
  const size = (v) => Math.floor(ALIKE * values[v] + 0.5);
  order.sort((a, b) => size(a) - size(b) || a - b);
  if (order.length === 1) return at.map(() => values[order[0]]);
  let gone = 0;
  const middles = order.map((v) => (gone += weights[v]) - weights[v] / 2);
  const [first, last] = [middles[0], middles[middles.length - 1]];
  const places = middles.map((each) => (each - first) / (last - first));
  return at.map((each) => between(each, places, order, values));
}

/** Chances drawn towards their mean until they spread as vectors do, none beyond its own error. */
export function freedOfLuck(chances, errors, weights) {
  const many = worth(weights);
  const mean = dot(weights, chances);
  const error = sum(weights.map((each, v) => each * errors[v] * errors[v]));
  const spread = sum(weights.map((each, v) => each * (chances[v] - mean) ** 2));
  const variance = (spread * many) / Math.max(many - 1, 1);
  const kept = variance > 0 ? Math.sqrt(Math.max(1 - error / variance, 0)) : 1;
  return chances.map((each, v) => {
    const move = (1 - kept) * (mean - each);
    return each + Math.min(Math.max(move, -errors[v]), errors[v]);
  });
}

/** The quantile of Student's t for a two-sided 95 % interval (Abramowitz & Stegun 26.7.5). */
export function student(freedom) {
  const z = NORMAL;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ];
  return terms.reduce((told, each, place) => told + each / freedom ** (place + 1), z);
}

/** The value at one place on the straight lines between values in their order. */
function between(at, places, order, values) {
  let right = 1;
  while (right < places.length - 1 && places[right] < at) right += 1;
  const [from, to] = [places[right - 1], places[right]];
  const [low, high] = [values[order[right - 1]], values[order[right]]];
  const way = Math.min(Math.max((at - from) / (to - from), 0), 1);
  return low + way * (high - low);
}

function restsOnFew(total, squares, many) {
  const left = effective(many - total, rest(total, squares, many));
  const borne = Math.min(effective(total, squares), left);
  return borne < Math.max(ENOUGH, FEW * many) || total < LOST * many;
}

/** The gamma interval of a weighted sum of rare events (Fay & Feuer 1997). */
function ofFew(total, squares, many) {
  if (total > many / 2) {
    const [low, high] = ofFew(many - total, rest(total, squares, many), many);
    return [1 - high, 1 - low];
  }
  const low = gammaOf(total, effective(total, squares), TAIL);
  const high = gammaOf(total + 1, effective(total + 1, squares + 1), 1 - TAIL);
  return [low / many, Math.min(high / many, 1)];
}

function gammaOf(mean, events, level) {
  return events > 0 ? (mean / events) * gammaQuantile(events, level) : 0;
}

function dot(one, other) {
  let total = 0;
  for (let v = 0; v < one.length; v += 1) total += one[v] * other[v];
  return total;
}

function effective(total, squares) {
  return squares > 0 ? (total * total) / squares : 0;
}

function rest(total, squares, many) {
  return Math.max(many - 2 * total + squares, 0);
}

function logistic(odds) {
  return 1 / (1 + Math.exp(-odds));
}

function correlation(one, other) {
  const size = Math.sqrt(dot(one, one) * dot(other, other));
  return size > 0 ? dot(one, other) / size : 0;
}

function root(x, y, together) {
  return Math.sqrt(Math.max(x * x - 2 * together * x * y + y * y, 0));
}
