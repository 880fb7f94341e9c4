// What is typed and not yet with the server, kept in this browser.
// A draft belongs to a person, an address and one open window (its writer).

const person = document.body.dataset.person;
const PREFIX = `draft ${person} `;

export const key = () =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("")
    .replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");

// Whether it could be kept; private windows and full stores refuse.
export function keep(path, writer, draft) {
  try {
    localStorage.setItem(`${PREFIX}${path} ${writer}`, JSON.stringify({ ...draft, kept: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function forget(path, writer) {
  localStorage.removeItem(`${PREFIX}${path} ${writer}`);
}

// A window holds a lock in its writer's name for as long as it is open.
export function hold(writer) {
  let release = () => {};
  navigator.locks?.request(writer, () => new Promise((done) => { release = done; }));
  return () => release();
}

// The drafts that no open window holds, newest first.
export async function left() {
  const held = (await navigator.locks?.query())?.held.map((lock) => lock.name) || [];
  return Object.keys(localStorage)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => {
      const [path, writer] = name.slice(PREFIX.length).split(" ");
      return { ...JSON.parse(localStorage.getItem(name)), path, writer };
    })
    .filter((draft) => !held.includes(draft.writer))
    .sort((a, b) => b.kept - a.kept);
}
