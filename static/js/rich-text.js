// The editor of a rich text. What it can hold is what the server keeps:
// paragraphs, sub-headings, lists, bold, italic, links and references.
import {
  Bold, BulletList, Document, Editor, HardBreak, Heading, History, Italic, Link, ListItem,
  Node, OrderedList, Paragraph, Text,
} from "django-prose-editor/editor";

// A reference is one unbreakable thing: its identity is kept, its name is looked up.
const Reference = Node.create({
  name: "reference",
  group: "inline",
  inline: true,
  atom: true,
  addOptions: () => ({ names: new Map() }),
  addAttributes: () => ({
    ref: {
      default: null,
      parseHTML: (el) => el.getAttribute("data-ref"),
      renderHTML: ({ ref }) => ({ "data-ref": ref }),
    },
  }),
  parseHTML: () => [{ tag: "span[data-ref]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes],
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("span");
      dom.className = "editor__reference";
      dom.textContent = this.options.names.get(node.attrs.ref) || "?";
      return { dom };
    };
  },
});

const commands = {
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  heading: (chain) => chain.toggleHeading({ level: 3 }),
  bulletList: (chain) => chain.toggleBulletList(),
  orderedList: (chain) => chain.toggleOrderedList(),
};

function namesIn(place) {
  const options = place.querySelectorAll("[data-reference] option[value]");
  return new Map([...options].map((option) => [option.value, option.textContent]));
}

export function openEditor(place) {
  const html = place.querySelector("[data-html]");
  const toolbar = place.querySelector(".editor__toolbar");
  const linkBox = place.querySelector(".editor__link");
  // In a fragment that htmx puts in, the browser makes real elements of a noscript.
  place.querySelector("noscript")?.remove();
  const label = document.querySelector(`label[for="${place.dataset.label}"]`);
  if (label && !label.id) label.id = `${place.dataset.label}_label`;

  const editor = new Editor({
    element: place.querySelector("[data-surface]"),
    injectCSS: false,
    content: html.value,
    extensions: [
      Document, Paragraph, Text, Bold, Italic, HardBreak, BulletList, ListItem, History,
      OrderedList.configure({ enableListAttributes: false }),
      Heading.configure({ levels: [3] }),
      Link.configure({ enableTarget: false, openOnClick: false }),
      Reference.configure({ names: namesIn(place) }),
    ],
    editorProps: {
      attributes: {
        class: "prose ProseMirror",
        role: "textbox",
        "aria-multiline": "true",
        id: place.dataset.label,
        ...(label ? { "aria-labelledby": label.id } : {}),
        ...(place.dataset.describedBy ? { "aria-describedby": place.dataset.describedBy } : {}),
        ...("invalid" in place.dataset ? { "aria-invalid": "true" } : {}),
      },
    },
    onUpdate() {
      html.value = editor.isEmpty ? "" : editor.getHTML();
      html.dispatchEvent(new Event("input", { bubbles: true }));
    },
    onTransaction: () => showState(editor, toolbar),
  });

  place.setText = (text) => editor.commands.setContent(text);
  label?.addEventListener("click", () => editor.commands.focus());
  toolbar.hidden = false;
  wire(editor, toolbar, linkBox);
  showState(editor, toolbar);
  place.dispatchEvent(new CustomEvent("rich-text:ready", { bubbles: true }));
  return editor;
}

function wire(editor, toolbar, linkBox) {
  const field = linkBox.querySelector("[data-link]");
  const linkButton = toolbar.querySelector("[data-command=link]");
  const closeLink = () => {
    linkBox.hidden = true;
    linkButton.setAttribute("aria-expanded", "false");
  };
  const setLink = () => {
    const href = field.value.trim();
    const chain = editor.chain().focus().extendMarkRange("link");
    (href ? chain.setLink({ href }) : chain.unsetLink()).run();
    closeLink();
  };
  toolbar.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-command]")?.dataset.command;
    if (name === "link") {
      linkBox.hidden = !linkBox.hidden;
      linkButton.setAttribute("aria-expanded", String(!linkBox.hidden));
      field.value = editor.getAttributes("link").href || "";
      if (!linkBox.hidden) field.focus();
    } else if (name) {
      commands[name](editor.chain().focus()).run();
    }
  });
  linkBox.querySelector("[data-command=setLink]").addEventListener("click", setLink);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      setLink();
    } else if (event.key === "Escape") {
      closeLink();
      editor.commands.focus();
    }
  });
  toolbar.querySelector("[data-reference]")?.addEventListener("change", ({ target }) => {
    if (target.value) {
      editor.chain().focus().insertContent({ type: "reference", attrs: { ref: target.value } }).run();
    }
    target.value = "";
  });
}

function showState(editor, toolbar) {
  for (const button of toolbar.querySelectorAll("[data-command]")) {
    button.setAttribute("aria-pressed", String(editor.isActive(button.dataset.command)));
  }
}
