/** What is set: arguments of the command line, what they are held against, and what is looked at. */

export class State {
  constructor(first, tabs) {
    this.first = first;
    this.tabs = tabs;
    this.fail = () => {};
    this.recall(null);
  }

  /** Take what an address tells; where it tells nothing, what the page was opened with. */
  recall(told) {
    this.args = told ? told.args : [...this.first];
    this.pinned = told?.pinned ?? [...this.first];
    this.tab = this.tabs.includes(told?.tab) ? told.tab : this.tabs[0];
    this.world = Math.min(Math.max(Math.round(told?.world ?? 0), 0), 999999);
    this.pick = told?.pick ?? "";
  }

  /** The value of a name as it is set; null where it is not. */
  get(name) {
    const found = this.args.find((each) => each.startsWith(`${name}=`));
    return found === undefined ? null : found.slice(name.length + 1);
  }

  /** Set a name to a value; null takes it back. */
  set(name, value) {
    const at = this.args.findIndex((each) => each.startsWith(`${name}=`));
    if (value === null) {
      if (at >= 0) this.args.splice(at, 1);
    } else if (at >= 0) this.args[at] = `${name}=${value}`;
    else this.args.push(`${name}=${value}`);
  }
}
