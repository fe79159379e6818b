/** Soldiers and citizens of one world as dots, a row of squares for a week. */

import { circle, drawing } from "./shapes.js";

const [ARMY, STREET] = ["#000000", "#0072B2"]; // as entry and uprising are elsewhere

/** The bytes of a week, of so many people. */
export function unpacked(text, people) {
  const bytes = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
  return (week) => bytes.subarray(week * people, (week + 1) * people);
}

/** The army of a week: the darker, the surer a soldier and the group he stands for would obey. */
export function army(width, bytes, said) {
  return crowd(width, bytes, ARMY, said);
}

/** The street of a week: who would protest is blue. */
export function street(width, bytes, said) {
  return crowd(width, bytes, STREET, said);
}

function crowd(width, bytes, colour, said) {
  const columns = 32;
  const step = (width - 4) / columns;
  const rows = Math.ceil(bytes.length / columns);
  const order = [...bytes].sort((a, b) => b - a);
  const parts = order.map((byte, place) => {
    const [x, y] = [2 + (place % columns) * step + step / 2, 2 + Math.floor(place / columns) * step + step / 2];
    const look = byte ? "" : "home";
    return circle(x, y, step * 0.34, look, byte ? colour : "", byte ? 0.25 + (0.75 * byte) / 255 : 1);
  });
  return drawing(width, rows * step + 4, parts, said);
}
