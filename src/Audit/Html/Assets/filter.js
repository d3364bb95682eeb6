// Items that do not hold every word, or stand otherwise than asked, are hidden; a group of which nothing is left goes with them.
const filter = {
  items: [],
  start() {
    this.items = [...document.querySelectorAll("[data-item]")].map((item) => ({ item, text: "" }));
  },
  apply(state) {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    for (const one of this.items) {
      if (words.length > 0 && !one.text) one.text = one.item.textContent.toLowerCase();
      const stands = state.standing.length === 0 || state.standing.includes(one.item.dataset.item);
      one.item.hidden = !(stands && words.every((word) => one.text.includes(word)));
    }
    for (const group of document.querySelectorAll("[data-group]")) group.hidden = !group.querySelector("[data-item]:not([hidden])");
    this.say(state, words);
  },
  say(state, words) {
    const section = document.querySelector("main > section.current");
    const items = this.items.filter((one) => section.contains(one.item));
    const left = items.filter((one) => !one.item.hidden).length;
    const isFiltered = words.length > 0 || state.standing.length > 0;
    const text = !isFiltered ? "" : items.length > 0 ? left + " of " + items.length + " shown" : "";
    document.querySelector(".filter output").textContent = text;
  },
};
