/** The answer at the head of the page: number first, then the word, then how often that is. */

const QUIET = 900; // milliseconds without news after which the answer is read out

export function headline(section) {
  const find = (look) => section.querySelector(look);
  let reading = 0;

  function tell(answer, pinnedIsHere) {
    const { entry } = answer;
    section.classList.remove("stale");
    find(".trouble").textContent = "";
    find(".number").textContent = entry.number;
    find(".interval").textContent = `${entry.interval} (95 %)`;
    find(".word").textContent = entry.word;
    const rarely = entry.rarely ? `: ${entry.rarely.replace(/ simulated.*$/, "")}` : "";
    find(".often").textContent = `Belarus enters the war ${entry.often}${rarely}.`;
    find(".change").textContent = changed(answer, pinnedIsHere);
    const bar = find("progress");
    [bar.max, bar.value] = [answer.cap, answer.worlds];
    const over = answer.vectors ? ` over ${answer.vectors} vectors of parameters` : "";
    const told = answer.done ? "worlds, as many as are lived here" : `of ${thousands(answer.cap)} worlds`;
    find(".worlds").textContent = `${thousands(answer.worlds)} ${told}${over}`;
    clearTimeout(reading);
    reading = setTimeout(() => {
      const parts = [".number", ".interval", ".word", ".change"].map((each) => find(each).textContent);
      find(".read-out").textContent = parts.filter(Boolean).join(". ");
    }, QUIET);
  }

  function wait() {
    section.classList.add("stale");
    find(".trouble").textContent = "";
  }

  function fail(sentence) {
    section.classList.add("stale");
    find(".trouble").textContent = `${sentence[0].toUpperCase()}${sentence.slice(1)}. What is shown is what was set before.`;
  }

  return { tell, wait, fail };
}

function changed(answer, pinnedIsHere) {
  const { pinned } = answer;
  if (!pinned) return "";
  if (pinnedIsHere) return "This is what other answers are held against: the grey marks.";
  return `Against ${pinned.number} before (grey): ${pinned.difference.told}, in the same worlds.`;
}

export function thousands(number) {
  return Number(number).toLocaleString("en-GB");
}
