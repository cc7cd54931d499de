/** Imported first by every command: what follows needs this Node, and an old one would only say "undefined is not a function". */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 20)) {
  console.error(
    `Node 20.20 or newer is needed; this is ${process.versions.node}. Install it from https://nodejs.org or with your version switcher.`,
  );
  process.exit(1);
}
