document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".filter");
  let state = address.read();
  const draw = (isNew) => {
    if (isNew) views.show(state.place);
    filter.apply(state);
    chain.keep(state);
    form.querySelector("[type=reset]").hidden = !state.q && !state.node && state.standing.length === 0;
  };
  const change = (part) => {
    state = { ...state, ...part };
    address.write(state);
    draw("place" in part);
  };
  const fill = () => {
    form.elements.q.value = state.q;
    for (const box of form.querySelectorAll("[name=standing]")) box.checked = state.standing.includes(box.value);
  };
  form.hidden = false;
  filter.start();
  list.start(() => filter.start());
  chain.start((node) => change({ node }));
  copy.start();
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => change({
    q: form.elements.q.value.trim(),
    standing: [...form.querySelectorAll("[name=standing]:checked")].map((box) => box.value),
  }));
  form.addEventListener("reset", () => setTimeout(() => change({ q: "", standing: [], node: "" })));
  // A link within the page keeps what is searched for.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const place = link.getAttribute("href").slice(1);
    const target = document.getElementById(place);
    if (!target || !target.closest("main > section")) return;
    event.preventDefault();
    const isView = link.dataset.view !== undefined;
    state = { ...state, place, q: isView ? state.q : "", standing: isView ? state.standing : [] };
    history.pushState(null, "", address.of(state));
    fill();
    draw(true);
  });
  const again = () => {
    state = address.read();
    fill();
    draw(true);
  };
  addEventListener("popstate", again);
  addEventListener("hashchange", again);
  again();
});
