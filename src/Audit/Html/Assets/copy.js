// A fix is put on the clipboard; where the browser keeps that from the page, it is marked, ready to be copied by hand.
const copy = {
  start() {
    for (const remedy of document.querySelectorAll(".remedy")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      remedy.append(button);
    }
    document.addEventListener("click", (event) => {
      const button = event.target.closest("button.copy");
      if (button) this.from(button);
    });
  },
  async from(button) {
    const code = button.parentElement.querySelector("code");
    const done = (word) => {
      button.textContent = word;
      setTimeout(() => (button.textContent = "Copy"), 2000);
    };
    try {
      await navigator.clipboard.writeText(code.textContent);
      done("Copied");
    } catch {
      getSelection().selectAllChildren(code);
      done("Marked");
    }
  },
};
