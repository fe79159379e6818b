/** Shapes of SVG and elements of HTML, and the axes that the drawings share. */

export const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** An element with attributes and children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((each) => each !== null && each !== undefined));
  return made;
}

/** Text that is safe inside markup. */
export function safe(text) {
  return String(text).replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`);
}

/** A drawing with a name for those who cannot see it. */
export function drawing(width, height, parts, said) {
  const box = `viewBox="0 0 ${width} ${height.toFixed(0)}"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height.toFixed(0)}" ${box} ` +
    `role="img" aria-label="${safe(said)}">${parts.join("")}</svg>`
  );
}

export function line(x1, y1, x2, y2, look) {
  const ends = [x1, y1, x2, y2].map((each) => each.toFixed(1));
  return `<line class="${look}" x1="${ends[0]}" y1="${ends[1]}" x2="${ends[2]}" y2="${ends[3]}"/>`;
}

export function rect(x, y, width, height, colour, look = "") {
  const [a, b, c, d] = [x, y, Math.max(width, 0), Math.max(height, 0)].map((each) => each.toFixed(1));
  const fill = colour ? ` fill="${colour}"` : "";
  return `<rect class="${look}" x="${a}" y="${b}" width="${c}" height="${d}"${fill}/>`;
}

export function circle(x, y, r, look, colour = "", opacity = 1) {
  const fill = colour ? ` fill="${colour}" fill-opacity="${opacity}"` : "";
  return `<circle class="${look}" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(2)}"${fill}/>`;
}

export function word(x, y, text, look = "tick", anchor = "start") {
  return `<text class="${look}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${safe(text)}</text>`;
}

export function path(points) {
  return points.map(([x, y], n) => `${n ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}

/** Grid lines of a share along the foot, from 0 to the top of its scale. */
export function across(x, top, floor, most = 1) {
  return TICKS.map((tick) => {
    const anchor = tick === 0 ? "start" : tick === 1 ? "end" : "middle";
    const told = `${Number((100 * tick * most).toPrecision(3))} %`;
    return line(x(tick * most), top, x(tick * most), floor, "grid") + word(x(tick * most), floor + 16, told, "tick", anchor);
  }).join("");
}

/** The same up the side. */
export function upwards(y, left, right) {
  return TICKS.map(
    (tick) => line(left, y(tick), right, y(tick), "grid") + word(left - 6, y(tick) + 4, `${100 * tick} %`, "tick", "end"),
  ).join("");
}

/** A colour and what it stands for, as a list. */
export function keys(entries) {
  const list = element("ul", { class: "keys", "aria-label": "Colours" });
  for (const { colour, label } of entries) {
    const patch = element("span", { class: "key" });
    patch.style.setProperty("--key", colour);
    patch.style.setProperty("--shade", 1);
    list.append(element("li", {}, patch, label));
  }
  return list;
}

/** A number and its unit on one line. */
export function together(text) {
  return text.replaceAll(" %", "\u00a0%");
}

/** How wide a drawing may be in a place. */
export function wide(place) {
  return Math.max(Math.floor(place.clientWidth), 260);
}

/** A table to be read, its first column naming the rows. */
export function table(caption, columns, rows) {
  const head = element("tr", {}, ...columns.map((each) => element("th", { scope: "col" }, each)));
  const body = rows.map((row) =>
    element("tr", {}, element("th", { scope: "row" }, row[0]), ...row.slice(1).map((each) => element("td", {}, together(each)))),
  );
  const made = element("table", {}, element("caption", {}, caption), element("thead", {}, head), element("tbody", {}, ...body));
  return element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption }, made);
}
