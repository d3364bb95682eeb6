// A fix that is a field and its value is put on the clipboard as YAML; where the browser keeps that from the page, it is marked, to be copied by hand.
const copy = {
  start() {
    for (const remedy of document.querySelectorAll(".remedy:has(code)")) {
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
  // spec.storageClassName: longhorn is two lines of YAML; an item of a list is left as it is written.
  yaml(text) {
    const end = text.indexOf(": ");
    const keys = text.slice(0, end).split(".");
    return text.slice(0, end).includes("[") ? text : keys.map((key, depth) => "  ".repeat(depth) + key + ":").join("\n") + text.slice(end + 1);
  },
  async from(button) {
    const code = button.parentElement.querySelector("code");
    const done = (word) => {
      button.textContent = word;
      setTimeout(() => (button.textContent = "Copy"), 2000);
    };
    try {
      await navigator.clipboard.writeText(this.yaml(code.textContent));
      done("Copied");
    } catch {
      getSelection().selectAllChildren(code);
      done("Marked");
    }
  },
};
