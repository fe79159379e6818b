// Draws every chart from the JSON beside it, and marks in the contents where the reader is.

const EMBED = { mode: "vega-lite", renderer: "svg", actions: false, tooltip: { theme: "report" } };

// Names down the side leave room for what they name, where the window is narrow.
const OF_THE_WIDTH = 0.44;

function fit(spec, width) {
  for (const part of Object.values(spec)) {
    if (part === null || typeof part !== "object") continue;
    if (part.labelLimit) part.labelLimit = Math.min(part.labelLimit, OF_THE_WIDTH * width);
    fit(part, width);
  }
}

// Each chart as an accessible SVG; what cannot be drawn says so, and its table still stands below.
async function draw(place) {
  const spec = JSON.parse(document.getElementById(place.dataset.spec).textContent);
  fit(spec, place.clientWidth);
  try {
    await window.vegaEmbed(place, spec, EMBED);
    place.dataset.drawn = "yes";
  } catch (failure) {
    place.textContent = `This chart could not be drawn (${failure.message}); its table is below.`;
  }
}

// The link of the section that fills the window is the current one.
function follow(links) {
  const byId = new Map([...links].map((link) => [link.hash.slice(1), link]));
  const seen = new Set();
  const watch = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) seen.add(entry.target.id);
        else seen.delete(entry.target.id);
      }
      const first = [...byId.keys()].find((id) => seen.has(id));
      for (const [id, link] of byId) {
        if (id === first) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "-20% 0px -60% 0px" },
  );
  for (const id of byId.keys()) watch.observe(document.getElementById(id));
}

// Vega measures its place on resize; on paper the place is narrower and the SVG is scaled by CSS.
async function start() {
  for (const place of document.querySelectorAll("[data-spec]")) await draw(place);
  document.documentElement.dataset.ready = "yes";
}

// What is folded away on a screen is part of the paper; what was folded before is so afterwards.
function unfold() {
  const folded = document.querySelectorAll("details.more:not([open])");
  for (const each of folded) each.open = true;
  window.addEventListener("afterprint", () => folded.forEach((each) => (each.open = false)), { once: true });
}

window.addEventListener("beforeprint", unfold);
follow(document.querySelectorAll(".contents a"));
start();
