// One section at a time. Without this script all of them are shown, one below the other.
const views = {
  show(place) {
    const target = document.getElementById(place);
    const section = target.closest("main > section");
    for (const other of document.querySelectorAll("main > section")) other.classList.toggle("current", other === section);
    for (const link of document.querySelectorAll("nav [data-view]")) {
      if (link.dataset.view === section.id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (target === section) {
      scrollTo(0, 0);
      return;
    }
    for (let around = target; around; around = around.parentElement) if (around.tagName === "DETAILS") around.open = true;
    target.hidden = false;
    target.scrollIntoView({ block: "center" });
    target.classList.add("met");
    setTimeout(() => target.classList.remove("met"), 2000);
  },
};
