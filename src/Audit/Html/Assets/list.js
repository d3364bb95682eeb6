// Where the window is too narrow for a drawing, the same is a list: each app with its claims, and behind each claim where it is stored.
const list = {
  start(made) {
    const narrow = matchMedia("(max-width: 40rem)");
    const make = () => {
      if (!narrow.matches || document.querySelector(".chains")) return;
      for (const svg of document.querySelectorAll("svg.map")) svg.parentElement.after(this.of([...svg.querySelectorAll(".node")]));
      made();
    };
    narrow.addEventListener("change", make);
    make();
  },
  of(nodes) {
    const chains = new Map();
    for (const node of nodes) {
      for (const number of node.dataset.c.split(" ")) {
        if (!chains.has(number)) chains.set(number, []);
        chains.get(number)[node.dataset.layer] = node;
      }
    }
    const apps = document.createElement("ul");
    apps.className = "chains";
    for (const app of nodes.filter((node) => node.dataset.layer === "0")) {
      const [item, volumes] = [document.createElement("li"), document.createElement("ul")];
      const own = new Set();
      for (const chain of chains.values()) if (chain[0] === app) own.add(chain.slice(1));
      const said = new Set();
      for (const chain of own) {
        const key = chain.map((node) => node.id).join(" ");
        if (said.has(key)) continue;
        said.add(key);
        const volume = document.createElement("li");
        chain.forEach((node, at) => volume.append(at > 0 ? " → " : "", this.link(node)));
        volumes.append(volume);
      }
      item.dataset.item = this.key(app);
      item.append(this.link(app), volumes);
      apps.append(item);
    }
    return apps;
  },
  key: (node) => ["deny", "fix", "warn", "unknown", "known", "note"].find((key) => node.classList.contains(key)) || "fine",
  link(node) {
    const link = document.createElement("a");
    link.href = node.getAttribute("href");
    const key = this.key(node);
    // The path of a volume is in the table of apps; how it stands is the last word.
    const [said, rest] = chain.spoken(node).split("; at ");
    if (key !== "fine") link.className = "shaped " + key;
    link.textContent = (key === "fine" ? "" : " ") + said + (rest && key !== "fine" ? rest.slice(rest.lastIndexOf(", ")) : "");
    return link;
  },
};
