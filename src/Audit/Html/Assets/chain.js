// A box of the map belongs to chains; pointing at it shows all boxes and lines of these, choosing it keeps them shown.
const chain = {
  maps: [],
  start(choose) {
    this.maps = [...document.querySelectorAll("svg.map")].map((svg) => ({
      svg,
      nodes: [...svg.querySelectorAll(".node")],
      parts: [...svg.querySelectorAll("[data-c]")].map((part) => ({ part, of: part.dataset.c.split(" ") })),
    }));
    for (const map of this.maps) {
      map.nodes.forEach((node, at) => node.setAttribute("tabindex", at === 0 ? "0" : "-1"));
      // Not the drawing itself: a browser puts an SVG that listens to the keyboard among the stops of Tab.
      const box = map.svg.parentElement;
      const over = (event) => {
        const node = event.target.closest(".node");
        if (node) this.show(map, node.dataset.c.split(" "));
      };
      box.addEventListener("pointerover", over);
      box.addEventListener("focusin", over);
      box.addEventListener("pointerleave", () => this.rest(map));
      box.addEventListener("focusout", () => this.rest(map));
      box.addEventListener("click", (event) => {
        const node = event.target.closest(".node");
        if (!node || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        choose(map.chosen === node ? "" : node.id);
      });
      box.addEventListener("keydown", (event) => this.key(map, event, choose));
    }
  },
  show(map, numbers) {
    const wanted = new Set(numbers);
    map.svg.classList.toggle("following", wanted.size > 0);
    for (const { part, of } of map.parts) part.classList.toggle("on", of.some((number) => wanted.has(number)));
  },
  spoken(node) {
    return node.querySelector("title").textContent;
  },
  rest(map) {
    this.show(map, map.kept || []);
  },
  key(map, event, choose) {
    const node = event.target.closest(".node");
    if (!node) return;
    const inLayer = (layer) => map.nodes.filter((other) => other.dataset.layer === String(layer));
    const own = inLayer(node.dataset.layer);
    const tied = (layer) => {
      const of = new Set(node.dataset.c.split(" "));
      return inLayer(layer).find((other) => other.dataset.c.split(" ").some((number) => of.has(number)));
    };
    const layer = Number(node.dataset.layer);
    const next = {
      ArrowDown: () => own[own.indexOf(node) + 1],
      ArrowUp: () => own[own.indexOf(node) - 1],
      ArrowRight: () => tied(layer + 1),
      ArrowLeft: () => tied(layer - 1),
      Home: () => own[0],
      End: () => own[own.length - 1],
    }[event.key];
    if (event.key === "Escape") choose("");
    else if (event.key === " ") choose(map.chosen === node ? "" : node.id);
    else if (!next) return;
    event.preventDefault();
    const to = next && next();
    if (!to) return;
    for (const other of map.nodes) other.setAttribute("tabindex", other === to ? "0" : "-1");
    to.focus();
  },
  // What is chosen, or what the search finds, stays shown.
  keep(state) {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    for (const map of this.maps) {
      map.chosen = map.nodes.find((node) => node.id === state.node);
      const found = map.chosen ? [map.chosen]
        : words.length > 0 ? map.nodes.filter((node) => words.every((word) => this.spoken(node).toLowerCase().includes(word)))
        : [];
      map.kept = found.flatMap((node) => node.dataset.c.split(" "));
      for (const node of map.nodes) node.classList.toggle("chosen", node === map.chosen);
      this.rest(map);
    }
    this.say(this.maps.find((map) => map.chosen));
  },
  say(map) {
    const box = document.querySelector(".chosen[role=status]");
    box.hidden = !map;
    box.replaceChildren();
    if (!map) return;
    const heads = [...map.svg.querySelectorAll(".heads text")].map((head) => head.textContent);
    const list = document.createElement("dl");
    heads.forEach((head, layer) => {
      const names = map.nodes.filter((node) => node.dataset.layer === String(layer) && node.classList.contains("on"));
      const [term, text] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = head + (names.length > 1 ? " (" + names.length + ")" : "");
      names.slice(0, 12).forEach((node, at) => {
        const link = document.createElement("a");
        link.textContent = node.querySelector("text").textContent;
        link.title = this.spoken(node);
        link.href = node.getAttribute("href");
        text.append(at > 0 ? ", " : "", link);
      });
      if (names.length > 12) text.append(" and " + (names.length - 12) + " more");
      list.append(term, text);
    });
    box.append(list);
  },
};
