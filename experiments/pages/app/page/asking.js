/**
 * Questions to the server, and the answers as they come, a line of JSON each. What is set anew
 * overtakes all that was asked before; the server is told by a token that grows.
 */

export class Asking {
  constructor() {
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    this.client = [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
    this.token = 0;
    this.under = new Map(); // tab -> what ends its stream
  }

  /** Let everything that was asked go: something else is set. */
  overtake() {
    this.token += 1;
    for (const each of this.under.values()) each.abort();
    this.under.clear();
  }

  /** Let what one tab asked go. */
  leave(tab) {
    this.under.get(tab)?.abort();
    this.under.delete(tab);
  }

  /** Ask for a tab; `tell` gets each answer, `fail` a sentence. */
  async ask(tab, question, tell, fail) {
    this.leave(tab);
    const ending = new AbortController();
    this.under.set(tab, ending);
    const body = { ...question, client: this.client, token: this.token };
    try {
      const response = await fetch(`api/${tab}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        signal: ending.signal,
      });
      await lines(response, (answer) => {
        if (ending.signal.aborted || answer.overtaken) return;
        if (answer.error) fail(answer.error);
        else tell(answer);
      });
    } catch (failure) {
      if (!ending.signal.aborted) fail(lost(failure));
    } finally {
      if (this.under.get(tab) === ending) this.under.delete(tab);
    }
  }
}

/** Send something and get one answer; throws a sentence. */
export async function send(path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch (failure) {
    throw new Error(lost(failure));
  }
  const told = await response.json();
  if (told.error) throw new Error(told.error);
  return told;
}

async function lines(response, tell) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const parts = (rest + value).split("\n");
    rest = parts.pop();
    for (const each of parts) if (each) tell(JSON.parse(each));
  }
  if (rest) tell(JSON.parse(rest));
}

function lost() {
  return "The program behind this page does not answer: is it still running?";
}
