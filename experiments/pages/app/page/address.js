/**
 * What is set, as the end of the page's address: the arguments of the command line, the tab, the
 * world that is looked at, and what the answer is held against. A link shows the same again.
 */

const [TAB, PIN, WORLD, PICK] = ["tab", "held", "world", "pick"];

/** The end of an address. */
export function written(state) {
  const parts = state.args.map(coded);
  if (state.tab !== "answer") parts.push(`${TAB}=${state.tab}`);
  if (state.tab === "world" && state.pick) parts.push(`${PICK}=${state.pick}`);
  if (state.tab === "world" && !state.pick && state.world !== 0) parts.push(`${WORLD}=${state.world}`);
  parts.push(`${PIN}=${encodeURIComponent(state.pinned.join("\n"))}`);
  return `#${parts.join("&")}`;
}

/** What the end of an address tells; null where it tells nothing. */
export function read(hash) {
  const text = hash.replace(/^#/, "");
  if (!text.includes("=")) return null;
  const state = { args: [], tab: "answer", pinned: null, world: 0, pick: "" };
  for (const part of text.split("&")) {
    const at = part.indexOf("=");
    if (at < 1) continue;
    const name = decoded(part.slice(0, at));
    const value = decoded(part.slice(at + 1));
    if (name === TAB) state.tab = value;
    else if (name === PIN) state.pinned = value ? value.split("\n") : [];
    else if (name === WORLD) state.world = Number(value) || 0;
    else if (name === PICK) state.pick = value;
    else state.args.push(`${name}=${value}`);
  }
  return state;
}

function coded(argument) {
  const at = argument.indexOf("=");
  return `${encodeURIComponent(argument.slice(0, at))}=${encodeURIComponent(argument.slice(at + 1))}`;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
