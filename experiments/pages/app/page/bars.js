/** Shares as bars with their intervals, grey beside them what they are held against. */

import { across, drawing, line, rect, word } from "./shapes.js";

const [STEP, LEFT, RIGHT] = [44, 2, 18];

/** A row for each share; rows have label, number, interval, probability, low, high and colour. */
export function bars(width, rows, ghosts, said) {
  const x = (share) => LEFT + share * (width - LEFT - RIGHT);
  const height = rows.length * STEP + 24;
  const parts = [across(x, 2, rows.length * STEP)];
  rows.forEach((row, place) => {
    const y = place * STEP + 4;
    const ghost = ghosts?.find((each) => each.name === row.name);
    parts.push(word(LEFT + 4, y + 11, row.label, "strong"));
    parts.push(word(width - RIGHT, y + 11, `${row.number} ${row.interval}`, "tick", "end"));
    parts.push(rect(x(0), y + 17, x(row.probability) - x(0), 12, row.colour));
    parts.push(line(x(row.low), y + 23, x(row.high), y + 23, "whisker"));
    if (ghost) parts.push(rect(x(0), y + 31, x(ghost.probability) - x(0), 4, "", "ghost-bar"));
  });
  return drawing(width, height, parts, said);
}
