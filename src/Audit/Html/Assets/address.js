"use strict";
document.documentElement.classList.add("scripted");

// What is shown is kept in the address: #view?q=words&standing=deny.warn&node=node-0f3a. A link to it shows the same.
const address = {
  read() {
    const [place, fields] = (location.hash.slice(1) + "?").split("?");
    const known = new URLSearchParams(fields);
    return {
      place: document.getElementById(place)?.closest("main > section") ? place : "map",
      q: known.get("q") || "",
      standing: (known.get("standing") || "").split(".").filter(Boolean),
      node: known.get("node") || "",
    };
  },
  of(state) {
    const fields = new URLSearchParams();
    if (state.q) fields.set("q", state.q);
    if (state.standing.length > 0) fields.set("standing", state.standing.join("."));
    if (state.node) fields.set("node", state.node);
    const rest = fields.toString();
    return "#" + state.place + (rest ? "?" + rest : "");
  },
  write(state) {
    const next = address.of(state);
    if (next !== location.hash) history.replaceState(null, "", next);
  },
};
