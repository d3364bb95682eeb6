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
  // spec.storageClassName: longhorn is two lines of YAML, and spec.accessModes: [ReadWriteOnce] one more; an item of a list is left as it is written.
  yaml(text) {
    const lines = [];
    let before = [];
    for (const field of text.split(/, (?=[a-z]\w*\.)/)) {
      const end = field.indexOf(": ");
      const keys = field.slice(0, end).split(".");
      if (field.slice(0, end).includes("[")) return text;
      const known = keys.slice(0, -1).findIndex((key, depth) => key !== before[depth]);
      keys.forEach((key, depth) => {
        if (depth < keys.length - 1 && (known < 0 || depth < known)) return;
        lines.push("  ".repeat(depth) + key + ":" + (depth === keys.length - 1 ? field.slice(end + 1) : ""));
      });
      before = keys;
    }
    return lines.join("\n");
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
