/** What is shown, kept as a file: the rows as CSV, the drawing as SVG or PNG. */

const SET = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight", "text-anchor"];

/** The rows of a table as the text of a CSV file. */
export function asCsv(rows) {
  if (!rows.length) return "";
  const names = Object.keys(rows[0]);
  const cell = (value) => {
    const text = value === null || value === undefined ? "" : String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [names, ...rows.map((row) => names.map((name) => row[name]))].map((row) => `${row.map(cell).join(",")}\n`).join("");
}

/** Keep text as a file of a name. */
export function keep(name, text, kind) {
  keepBlob(name, new Blob([text], { type: kind }));
}

/** A drawing with its styles inside, so that it looks the same elsewhere. */
export function alone(svg) {
  const copy = svg.cloneNode(true);
  const [mine, its] = [svg.querySelectorAll("*"), copy.querySelectorAll("*")];
  mine.forEach((each, place) => {
    const style = getComputedStyle(each);
    for (const name of SET) its[place].setAttribute(name, style.getPropertyValue(name));
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(copy);
}

/** A drawing as a picture, twice as fine as on the screen. */
export async function keepPng(name, svg) {
  const picture = new Image();
  const size = svg.getBoundingClientRect();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(alone(svg))}`;
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * size.width, height: 2 * size.height });
  const context = canvas.getContext("2d");
  context.fillStyle = "#FFFFFF";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  keepBlob(name, await new Promise((done) => canvas.toBlob(done, "image/png")));
}

function keepBlob(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
