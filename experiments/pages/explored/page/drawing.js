/**
 * The drawings of an answer, as SVG in the pixels of the place they are drawn in. Every axis runs
 * from 0 to 100 %, whatever is drawn, so that what moves is the answer and never the scale. Grey is
 * the unmoved answer.
 */

const COLUMNS = 40; // of the dots, 2.5 points each
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Fifty dots, two abreast in columns of 2.5 points, before the outline of the unmoved ones. */
export function dots(width, answer, ghost) {
  const [left, right, foot] = [4, 16, 34];
  const column = (width - left - right) / COLUMNS;
  const size = column / 2;
  const top = 18;
  const floor = top + 25 * size + 4;
  const x = (share) => left + share * (width - left - right);
  const parts = [axisAcross(x, floor, top)];
  parts.push(`<path class="ghost-fill" d="${outline(stacked(ghost.dots), x, floor, size)}"/>`);
  if (answer.enough) {
    stacked(answer.dots).forEach((many, place) => {
      for (let n = 0; n < many; n += 1) {
        const alone = n === many - 1 && n % 2 === 0;
        const cx = x(place / COLUMNS) + (alone ? size : size / 2 + (n % 2) * size);
        const cy = floor - size / 2 - Math.floor(n / 2) * size;
        parts.push(circle(cx, cy, 0.46 * size, "dot"));
      }
    });
    parts.push(line(x(answer.probability), top - 4, x(answer.probability), floor, "mean"));
    parts.push(label(x(answer.probability), top - 7, "mean", "mean-word", answer.probability));
  }
  return svg(width, floor + foot, parts);
}

/** Luck, parameters and structure as labelled bars in this order; what is not known is left out. */
export function spans(width, rows) {
  const [left, right, step] = [0, 16, 46];
  const x = (share) => left + 4 + share * (width - left - right - 4);
  const height = rows.length * step;
  const parts = [axisAcross(x, height, 4)];
  rows.forEach((row, place) => {
    const y = place * step + 14;
    parts.push(`<text class="row-word" x="${left + 4}" y="${y}">${row.words}</text>`);
    if (row.ghost) parts.push(bar(x, row.ghost, y + 20, 4, "ghost-bar"));
    if (row.span) parts.push(bar(x, row.span, y + 7, 11, row.look));
  });
  return svg(width, height + 34, parts);
}

/** P(entry) along pressure: the mean with its interval and the band of the vectors. */
export function curve(width, levels, answers, ghosts, at) {
  const [left, right, top, foot] = [46, 16, 12, 46];
  const height = Math.round(Math.min(0.62 * width, 300));
  const span = [levels[0].number, levels[levels.length - 1].number];
  const x = (number) =>
    left + ((number - span[0]) / (span[1] - span[0] || 1)) * (width - left - right);
  const y = (share) => height - foot - share * (height - foot - top);
  const known = levels.map((level, place) => ({ x: x(level.number), ...answers[place] }));
  const told = known.filter((each) => each.enough);
  const parts = TICKS.map(
    (tick) =>
      line(left, y(tick), width - right, y(tick), "grid") +
      `<text class="tick" x="${left - 6}" y="${y(tick) + 4}" text-anchor="end">${100 * tick} %</text>`,
  );
  parts.push(line(x(levels[at].number), top, x(levels[at].number), height - foot, "here"));
  parts.push(`<path class="band" d="${ribbon(told, y)}"/>`);
  const grey = ghosts.map((each, place) => [x(levels[place].number), y(each.probability)]);
  parts.push(`<path class="ghost-line" d="${joined(grey)}"/>`);
  parts.push(`<path class="line" d="${joined(told.map((each) => [each.x, y(each.probability)]))}"/>`);
  for (const each of told) {
    parts.push(line(each.x, y(each.low), each.x, y(each.high), "interval"));
    parts.push(circle(each.x, y(each.probability), 3.5, "dot"));
  }
  levels.forEach((level, place) => {
    const lower = width < 520 && place % 2 === 1 ? 16 : 0;
    const anchor = place === levels.length - 1 ? "end" : place === 0 ? "start" : "middle";
    const edge = anchor === "end" ? right - 4 : 0;
    parts.push(
      `<text class="tick${place === at ? " chosen" : ""}" x="${x(level.number) + edge}" ` +
        `y="${height - foot + 18 + lower}" text-anchor="${anchor}">${level.name}</text>`,
    );
  });
  return svg(width, height, parts);
}

/** How vectors spread over the parts of the prior, of which each would have as many; grey unmoved. */
export function bars(width, height, weights, ghost, most) {
  const each = width / weights.length;
  const tall = (weight) => Math.min(weight / most, 1) * height;
  const rects = (numbers, look) =>
    numbers.map(
      (weight, part) =>
        `<rect class="${look}" x="${(part * each + 0.5).toFixed(1)}" ` +
        `y="${(height - tall(weight)).toFixed(1)}" width="${(each - 1).toFixed(1)}" ` +
        `height="${tall(weight).toFixed(1)}"/>`,
    );
  return svg(width, height, [...rects(ghost, "ghost-part"), ...rects(weights, "part")]);
}

/** How many dots stand in each column. */
function stacked(dotted) {
  const many = new Array(COLUMNS).fill(0);
  for (const each of dotted) many[Math.min(Math.floor(each * COLUMNS), COLUMNS - 1)] += 1;
  return many;
}

function outline(many, x, floor, size) {
  const steps = many.map((each, place) => {
    const y = (floor - Math.ceil(each / 2) * size).toFixed(1);
    return `L${x(place / COLUMNS).toFixed(1)} ${y}L${x((place + 1) / COLUMNS).toFixed(1)} ${y}`;
  });
  return `M${x(0)} ${floor}${steps.join("")}L${x(1)} ${floor}Z`;
}

function axisAcross(x, floor, top) {
  return TICKS.map((tick) => {
    const anchor = tick === 0 ? "start" : tick === 1 ? "end" : "middle";
    const edge = tick === 1 ? 12 : 0;
    return (
      line(x(tick), top, x(tick), floor, "grid") +
      `<text class="tick" x="${x(tick) + edge}" y="${floor + 18}" text-anchor="${anchor}">` +
      `${100 * tick} %</text>`
    );
  }).join("");
}

function ribbon(told, y) {
  const above = told.map((each) => [each.x, y(each.band[2])]);
  const below = told.map((each) => [each.x, y(each.band[0])]).reverse();
  return told.length > 1 ? `${joined([...above, ...below])}Z` : "";
}

function joined(points) {
  return points.map(([x, y], n) => `${n ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}

function bar(x, [low, high], y, height, look) {
  const long = Math.max(x(high) - x(low), 3).toFixed(1);
  return `<rect class="${look}" x="${x(low).toFixed(1)}" y="${y}" width="${long}" height="${height}"/>`;
}

function circle(x, y, r, look) {
  return `<circle class="${look}" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(2)}"/>`;
}

function line(x1, y1, x2, y2, look) {
  const ends = [x1, y1, x2, y2].map((each) => each.toFixed(1));
  return `<line class="${look}" x1="${ends[0]}" y1="${ends[1]}" x2="${ends[2]}" y2="${ends[3]}"/>`;
}

function label(x, y, text, look, share) {
  const anchor = share < 0.05 ? "start" : share > 0.95 ? "end" : "middle";
  return `<text class="${look}" x="${x.toFixed(1)}" y="${y}" text-anchor="${anchor}">${text}</text>`;
}

function svg(width, height, parts) {
  const size = `width="${width}" height="${height.toFixed(0)}"`;
  const box = `viewBox="0 0 ${width} ${height.toFixed(0)}"`;
  return `<svg ${size} ${box} aria-hidden="true" focusable="false">${parts.join("")}</svg>`;
}
