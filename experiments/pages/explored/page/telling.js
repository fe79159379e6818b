/**
 * Numbers as a careful person says them: the formats of the other figures and pages, and the words
 * that go with them. What cannot be told from nothing is said as a bound.
 */

const SMALLEST = 1e-4; // end of a band below which its figures say nothing

/** A share in per cent with so many figures. */
export function percent(share, figures = 2) {
  const points = 100 * share;
  if (points > 0 && points < 1e-5) return "< 0.00001 %";
  const rarer = Math.min(points, 100 - points);
  if (rarer <= 0) return `${points.toFixed(0)} %`;
  const size = Math.floor(Math.log10(rarer * (1 + 0.5 * 10 ** -figures)));
  return `${points.toFixed(Math.max(figures - 1 - size, 0))} %`;
}

/** An end of a band: one figure near 0 and 100 %, whole per cents between. */
export function end(share) {
  if (share < SMALLEST) return `under ${percent(SMALLEST, 1)}`;
  if (share < 0.01 || share > 0.99) return percent(share, 1);
  return `${(100 * share).toFixed(0)} %`;
}

/** From where to where a band goes. */
export function span(low, high) {
  const [from, to] = [end(low), end(high)];
  return from === to ? to : `${from.replace(/ %$/, "")} to ${to}`;
}

/** A probability with no more figures than its interval bears. */
export function sure({ probability, low, high }) {
  const told = digits(probability, low, high);
  return Number(told) ? `${told} %` : `under ${end(high)}`;
}

/** Its interval, likewise. */
export function ends({ low, high }) {
  return `[${digits(low, low, high)} - ${digits(high, low, high)} %]`;
}

/** The word for a probability, with the range that it stands for. */
export function inWords(probability, words) {
  let below = 0;
  for (const [limit, word] of words) {
    if (probability < limit) {
      const to = Math.min(100 * limit, 100);
      return `${word} [${(100 * below).toFixed(0)}-${to.toFixed(0)} %]`;
    }
    below = limit;
  }
  throw new RangeError(`${probability} is no probability`);
}

/** How often that is, always of 100; where it is rarer than once, also one in how many. */
export function frequency({ probability, low, high }, histories) {
  const told = Number(digits(probability, low, high)) > 0;
  const times = Math.round(100 * probability);
  if (probability >= 0.01) {
    return times === 100 && probability < 1
      ? `in more than 99 of 100 such ${histories}`
      : `in ${times} of 100 such ${histories}`;
  }
  const one = `1 in ${rounded(1 / (told ? probability : high))}`;
  return `in fewer than 1 of 100 such ${histories}: ${told ? "about" : "at most"} ${one}`;
}

/** A difference in percentage points with its interval, in a sentence. */
export function changed([told, low, high]) {
  const [from, to] = [signed(low, low, high), signed(high, low, high)];
  if (Number(digits(told, low, high)) === 0) {
    return `no difference that can be told (${from} to ${to} points)`;
  }
  const side = told > 0 ? "more" : "less";
  const size = digits(Math.abs(told), low, high);
  const clear = low > 0 || high < 0 ? "" : "; it may as well be none";
  return `${size} points ${side} (${from} to ${to}${clear})`;
}

/** A number of a parameter as one reads it: four figures at most. */
export function short(number) {
  return String(Number(number.toPrecision(3))).replace("-", "−");
}

function digits(share, low, high) {
  const half = 50 * (high - low);
  const decimals = half > 0 ? Math.ceil(-Math.log10(half)) : 5;
  return (100 * share).toFixed(Math.min(Math.max(decimals, 0), 5));
}

function signed(share, low, high) {
  const told = digits(share, low, high);
  if (Number(told) === 0) return "0";
  return share > 0 ? `+${told}` : `−${told.slice(1)}`;
}

function rounded(number) {
  return Number(number.toPrecision(2)).toLocaleString("en-GB");
}
